// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.token.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A life of client secrets, played through: a simulated Amazon on this machine, a clock that stands
 * still until it is moved, a store with applications and sellers, and Halfturn open over them.
 * Thread-safe; as many as one likes at the same time.
 *
 * <p>At every call that Amazon answers, and at the end, it is asked whether a client secret was
 * lost and whether one still works; {@link #close} throws if not. Nothing is left behind then:
 * neither a port, nor a thread, nor a file.
 */
public final class Rehearsal implements AutoCloseable {

  /** What the clock shows at first, unless told otherwise. */
  public static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  /** Before that a token is not refreshed. */
  private static final Duration TOKEN_AGE = Duration.ofMinutes(55);

  private final Closing closing;
  private final World world;
  private Instant tokensForgottenAt;
  private boolean closed;

  private Rehearsal(RehearsalBuilder plan, Closing closing) {
    this.closing = closing;
    this.world = new World(plan, closing);
    this.tokensForgottenAt = world.clock.instant();
  }

  static Rehearsal start(RehearsalBuilder plan) {
    Closing closing = new Closing();
    try {
      return new Rehearsal(plan, closing);
    } catch (RuntimeException | Error e) {
      closing.runAfter(e);
      throw e;
    }
  }

  /** Begins to describe one, with an application whose first secret was made an hour before. */
  public static RehearsalBuilder withApp(String name) {
    return new RehearsalBuilder().app(name);
  }

  /** Open over the store; it may be closed, and is at the end. */
  public Halfturn halfturn() {
    return world.halfturn;
  }

  /** The simulated Amazon: what was called, what it accepts, what else goes wrong. */
  public AmazonSimulator amazon() {
    return world.amazon;
  }

  /**
   * The clock of everybody. Who moves it rather than {@link #advance} leaves access tokens as they
   * are, as on a machine that has slept: Amazon refuses them where Halfturn has not noticed yet.
   */
  public SettableClock clock() {
    return world.clock;
  }

  /** Tokens of a seller. */
  public TokenSource tokens(String app, String seller) {
    return world.halfturn.tokens().forSeller(app, seller);
  }

  /** Where the simulated Selling Partner API of a region answers, without a slash at the end. */
  public URI spApi(SpApiRegion region) {
    return world.configuration.endpoints().spApi(region);
  }

  /** What Halfturn was opened with; a store in memory is found by {@link #builder} alone. */
  public Settings settings() {
    return world.settings;
  }

  /**
   * Opens another Halfturn over the same store, as another process would have it; whoever opens it
   * closes it, before this ends.
   */
  public Halfturn.Builder builder() {
    return world.builder();
  }

  /** Lets time pass in which nobody looks after anything; access tokens end on the way. */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a rehearsal does not go back");
    }
    world.clock.advance(time);
    forgetOldTokens();
  }

  /** Lets days of 24 hours pass; see {@link #advance}. */
  public void advanceDays(long days) {
    advance(Duration.ofDays(days));
  }

  /**
   * Lets days pass as one lives through them where Halfturn runs all the time: every day {@link
   * #lookAfterAll}.
   */
  public void liveThroughDays(long days) {
    for (long day = 0; day < days; day++) {
      advanceDays(1);
      lookAfterAll();
    }
  }

  /**
   * Does what Halfturn does whenever it wakes up: takes new secrets out of the queue, sends
   * reminders that are due, goes on with rotations, begins one where that is automatic and due.
   */
  public void lookAfterAll() {
    Halfturn halfturn = world.halfturn;
    halfturn.automatic().ifPresent(automatic -> automatic.receive(Duration.ZERO));
    world.wakeUps.runDue(); // where somebody has called startWatching
    for (String app : halfturn.applications().names()) {
      halfturn.tracker().check(app);
      halfturn.rotator().resume(app);
      halfturn.automatic().ifPresent(automatic -> automatic.goOn(app));
    }
  }

  /**
   * Rotates, from the new secret to its confirmation; what has to be waited for passes on the
   * clock. Where the rehearsal is automatic Amazon is asked for the secret and sends it, otherwise
   * a person presses the button and hands it over.
   *
   * @return how the application stands then
   * @throws HalfturnException as {@link dev.halfturn.rotation.Rotator#preflight}, {@code accept}
   *     and {@link dev.halfturn.rotation.AutomaticRotation#begin} do: above all within the overlap
   *     of the rotation before
   * @throws AssertionError if it is not finished while the old secret lives
   */
  public RotationStatus rotate(String app) {
    new WholeRotation(world, this::advance).of(simulated(app));
    return world.halfturn.tracker().status(app);
  }

  /**
   * Lets so much time pass that Amazon refuses each secret that was replaced.
   *
   * @throws IllegalStateException if none was replaced that is still accepted
   */
  public void expireOldSecrets() {
    Instant now = world.clock.instant();
    Instant last =
        world.amazon.apps().stream()
            .flatMap(app -> app.issuedSecrets().stream())
            .flatMap(secret -> secret.diesAt().stream())
            .filter(end -> end.isAfter(now))
            .max(Instant::compareTo)
            .orElseThrow(
                () -> new IllegalStateException("no secret was replaced that still works; rotate"));
    advance(Duration.between(now, last).plusMinutes(1));
  }

  /** Every call to this endpoint meets the fault, until {@link #mendAmazon}. */
  public void breakAmazon(Endpoint endpoint, Fault fault) {
    world.amazon.faults().order(endpoint, fault);
  }

  /** The next calls to this endpoint meet the fault. */
  public void breakAmazon(Endpoint endpoint, Fault fault, int calls) {
    world.amazon.faults().order(endpoint, fault, calls);
  }

  /** Nothing goes wrong any more. */
  public void mendAmazon() {
    world.amazon.faults().clear();
  }

  /**
   * What people were told since the start, in order.
   *
   * @throws IllegalStateException if the settings name other notifiers
   */
  public List<Notice> notices() {
    if (!world.notifiesUs()) {
      throw new IllegalStateException("the notices go to the notifiers that the settings name");
    }
    return world.noticeboard.sent();
  }

  /** Nobody has to have this secret any more: it was lost on purpose. */
  public void excuse(String app, String clientSecret) {
    simulated(app);
    world.amazon.oracles().excuse(clientSecret);
  }

  /**
   * Ends it. Idempotent.
   *
   * @throws AssertionError if a client secret was lost meanwhile, or neither the current nor the
   *     previous one worked; everything is closed all the same
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Closing verdict = new Closing();
    verdict.add(closing::run);
    verdict.add(() -> world.amazon.oracles().check("at the end"));
    verdict.run();
  }

  private SimulatedApp simulated(String app) {
    return world
        .amazon
        .app(app)
        .orElseThrow(() -> new IllegalArgumentException("there is no application '" + app + "'"));
  }

  /** Halfturn measures their lives by another clock, which nobody sets. */
  private synchronized void forgetOldTokens() {
    Instant now = world.clock.instant();
    if (!now.isBefore(tokensForgottenAt.plus(TOKEN_AGE))) {
      tokensForgottenAt = now;
      world.amazon.apps().forEach(app -> world.halfturn.tokens().forget(app.name()));
    }
  }

  /** The names of the applications, in the order in which they were added. */
  List<String> apps() {
    return world.amazon.apps().stream().map(SimulatedApp::name).toList();
  }

  /** The names of an application's sellers; none if there is no such application. */
  List<String> sellers(String app) {
    return Optional.of(app).flatMap(world.amazon::app).stream()
        .flatMap(found -> found.sellers().stream())
        .map(seller -> seller.name())
        .toList();
  }
}
