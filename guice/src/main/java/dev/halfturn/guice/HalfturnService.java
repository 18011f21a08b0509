// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.ProvisionException;
import dev.halfturn.Halfturn;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Objects;

/**
 * The life of a Halfturn that an injector contributes to. Made before the injector and closed after
 * it, so that nothing stays open where making the injector fails:
 *
 * <pre>{@code
 * try (HalfturnService service = HalfturnService.of(settings)) {
 *   Injector injector = Guice.createInjector(new HalfturnModule(service), new ShopModule());
 *   injector.getInstance(Shop.class).run();
 * }
 * }</pre>
 *
 * <p>The settings are checked when the injector is created. Halfturn is opened when something of it
 * is first needed, or by {@link #start}; in {@code Stage.PRODUCTION} when the injector is created,
 * before anything else of it is made. A failure to open is not remembered: the next need tries
 * again. Opening calls nobody, and nothing happens by itself until {@link Halfturn#startWatching}.
 *
 * <p>Serves one injector and its children. Thread-safe.
 */
public final class HalfturnService implements AutoCloseable {

  private final Halfturn.Builder builder;
  private boolean prepared; // guarded by this, as all below
  private boolean opening;
  private boolean closed;
  private volatile Halfturn open; // written under the lock

  private HalfturnService(Halfturn.Builder builder) {
    this.builder = Objects.requireNonNull(builder);
  }

  /** By settings, with what the injector contributes. */
  public static HalfturnService of(Settings settings) {
    return new HalfturnService(Halfturn.builder(settings));
  }

  /**
   * By a builder that nobody else uses; what the injector contributes is added to it, and what it
   * binds, a clock for instance, goes in place of what the builder was told.
   */
  public static HalfturnService of(Halfturn.Builder builder) {
    return new HalfturnService(builder);
  }

  /**
   * Opens Halfturn unless it is open. Idempotent.
   *
   * @throws ConfigException if the settings are not valid
   * @throws HalfturnException if something cannot be opened, and nothing is left open then; {@link
   *     ErrorCode#FAILED_PRECONDITION} if no injector has been created with this, or after {@link
   *     #close}
   */
  public Halfturn start() {
    Halfturn known = open;
    return known == null ? open() : known;
  }

  private synchronized Halfturn open() {
    if (open == null) {
      requireReady();
      opening = true;
      try {
        open = builder.open();
      } finally {
        opening = false;
      }
    }
    return open;
  }

  private void requireReady() {
    if (closed) {
      throw unready("this service is closed", "make a service and an injector anew");
    }
    if (!prepared) {
      throw unready(
          "halfturn is asked for before an injector with this service is complete",
          "create one with new HalfturnModule(service); what contributes to halfturn injects a"
              + " Provider of it");
    }
    if (opening) {
      throw unready(
          "what is contributed to halfturn asks for halfturn while it is being opened",
          "inject a Provider, and ask it later");
    }
  }

  /**
   * Takes what the injector has, and checks the settings with it.
   *
   * @throws ProvisionException with all that is wrong
   */
  synchronized void prepare(Contributions contributions) {
    if (prepared) {
      throw Failures.of(
          unready(
              "this service belongs to another injector",
              "make one for each injector, or open halfturn first and share it"));
    }
    prepared = true;
    List<String> contributed = contributions.addTo(builder);
    List<ConfigProblem> configured = List.of();
    try {
      builder.check();
    } catch (ConfigException e) {
      configured = e.problems();
    }
    if (!contributed.isEmpty() || !configured.isEmpty()) {
      throw Failures.invalid(contributed, configured);
    }
  }

  /** As {@link #start}, for Guice. */
  Halfturn provide() {
    try {
      return start();
    } catch (HalfturnException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Closes Halfturn as {@link Halfturn#close} says, if it was opened; from then on nothing of it
   * can be had. Idempotent. Waits for an opening under way.
   *
   * @throws HalfturnException if something fails to close; the rest is closed all the same
   */
  @Override
  public synchronized void close() {
    closed = true;
    Halfturn toClose = open;
    open = null;
    if (toClose != null) {
      toClose.close();
    }
  }

  @Override
  public synchronized String toString() {
    return "HalfturnService[" + (closed ? "closed" : open == null ? "not open" : "open") + "]";
  }

  private static HalfturnException unready(String message, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, message).withHint(hint));
  }
}
