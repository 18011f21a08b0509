// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Begins and ends a {@link Rehearsal} for the tests of a class, and gives them what they take as
 * parameters: the {@link Rehearsal}, {@link Halfturn}, {@link AccessTokens}, a {@link TokenSource}
 * (with {@link ForSeller} where there are several), the {@link Rotator}, the {@link
 * RotationTracker}, the {@link AutomaticRotation}, the {@link SettableClock}, the {@link
 * AmazonSimulator}.
 *
 * <p>Registered in a static field, all tests of the class share one, those of nested classes
 * included; in an instance field, each test has its own, or each instance where the life cycle is
 * per class. A test fails if its rehearsal ends with a secret lost; shared, the class does.
 * Thread-safe: tests may run at the same time, also those of several classes that inherit one
 * static field.
 */
public final class HalfturnExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final String KEY = "rehearsal";

  private static final Map<Class<?>, Function<Rehearsal, Object>> GIVEN =
      Map.of(
          Rehearsal.class,
          rehearsal -> rehearsal,
          Halfturn.class,
          Rehearsal::halfturn,
          AccessTokens.class,
          rehearsal -> rehearsal.halfturn().tokens(),
          Rotator.class,
          rehearsal -> rehearsal.halfturn().rotator(),
          RotationTracker.class,
          rehearsal -> rehearsal.halfturn().tracker(),
          AutomaticRotation.class,
          HalfturnExtension::automatic,
          SettableClock.class,
          Rehearsal::clock,
          AmazonSimulator.class,
          Rehearsal::amazon);

  /**
   * One that is under way.
   *
   * @param owner the context that it began with, and ends with
   */
  private record Running(String owner, Rehearsal rehearsal) implements AutoCloseable {
    /** If JUnit gives up before it says that it is over. */
    @Override
    public void close() {
      rehearsal.close();
    }
  }

  private final RehearsalBuilder plan;
  private final Namespace namespace = Namespace.create(HalfturnExtension.class, new Object());

  private HalfturnExtension(RehearsalBuilder plan) {
    this.plan = Objects.requireNonNull(plan);
  }

  /**
   * For a field with {@code @RegisterExtension}.
   *
   * @param plan what each rehearsal begins with; not to be changed any more
   */
  public static HalfturnExtension of(RehearsalBuilder plan) {
    return new HalfturnExtension(plan);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private void begin(ExtensionContext context) {
    if (running(context).isEmpty()) {
      context.getStore(namespace).put(KEY, new Running(context.getUniqueId(), plan.start()));
    }
  }

  private void end(ExtensionContext context) {
    Optional<Running> ended =
        running(context).filter(running -> running.owner.equals(context.getUniqueId()));
    if (ended.isPresent()) {
      context.getStore(namespace).remove(KEY);
      ended.get().close();
    }
  }

  /** Also one that began with a context around this one. */
  private Optional<Running> running(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(namespace).get(KEY, Running.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TokenSource.class || GIVEN.containsKey(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Rehearsal rehearsal =
        running(context)
            .map(Running::rehearsal)
            .orElseThrow(
                () ->
                    new ParameterResolutionException(
                        "no rehearsal is under way here: put the extension into a static field"));
    Class<?> type = parameter.getParameter().getType();
    return type == TokenSource.class
        ? tokens(rehearsal, parameter.findAnnotation(ForSeller.class))
        : GIVEN.get(type).apply(rehearsal);
  }

  private static TokenSource tokens(Rehearsal rehearsal, Optional<ForSeller> wanted) {
    String app =
        only("application", wanted.map(ForSeller::app).orElse(""), rehearsal.apps(), "app");
    String seller =
        only(
            "seller of '" + app + "'",
            wanted.map(ForSeller::seller).orElse(""),
            rehearsal.sellers(app),
            "seller");
    return rehearsal.tokens(app, seller);
  }

  private static String only(String what, String wanted, List<String> all, String attribute) {
    if (all.contains(wanted)) {
      return wanted;
    }
    if (wanted.isEmpty() && all.size() == 1) {
      return all.get(0);
    }
    throw new ParameterResolutionException(
        (wanted.isEmpty() ? "which " + what : "no " + what + " is called '" + wanted + "'")
            + ": there are "
            + all
            + "; name one by @ForSeller("
            + attribute
            + ")");
  }

  private static AutomaticRotation automatic(Rehearsal rehearsal) {
    return rehearsal
        .halfturn()
        .automatic()
        .orElseThrow(
            () ->
                new ParameterResolutionException(
                    "this rehearsal rotates by hand; describe it with automatic()"));
  }
}
