// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.WatchListener;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.ExchangeListener;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.SecretUseListener;
import dev.halfturn.token.TokenException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What is counted and measured, under the names that {@code halfturn serve} has for it. Tags name
 * applications and notifiers, and outcomes in words of a short list; never a client id, a seller, a
 * consumer or a fingerprint. Thread-safe.
 */
final class HalfturnMeters
    implements MeterBinder, CredentialListener, WatchListener, ExchangeListener, SecretUseListener {

  private final StatusBoard board;
  private final IntSupplier rotateAt;
  private final Sweep sweep;
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
  private final List<StatusGauges> allGauges = new CopyOnWriteArrayList<>();
  private volatile Optional<Boolean> queueUp = Optional.empty(); // until it was tried

  /**
   * @param rotateAt day of life from which a secret is due for rotation; asked for once secrets
   *     were read
   */
  HalfturnMeters(StatusBoard board, IntSupplier rotateAt) {
    this.board = board;
    this.rotateAt = rotateAt;
    this.sweep = new Sweep(board::now);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    registries.add(registry);
    StatusGauges gauges = new StatusGauges(registry, rotateAt);
    board.onView(gauges::show);
    sweep.onSweep(gauges::sweptAt);
    allGauges.add(gauges);
    queueUp.ifPresent(gauges::queueIsUp);
  }

  @Override
  public void exchanged(Duration took, Optional<TokenException> failure) {
    each(
        registry ->
            registry
                .timer(
                    "halfturn.token.exchange",
                    "outcome",
                    failure.isPresent() ? "failed" : "done",
                    "error",
                    failure
                        .map(TokenException::fault)
                        .map(HalfturnMeters::lowerCase)
                        .orElse("none"))
                .record(took));
  }

  @Override
  public void used(String app, SecretOrigin origin) {
    each(
        registry ->
            registry
                .counter("halfturn.secret.exchanges", "app", app, "secret", lowerCase(origin))
                .increment());
  }

  /** Something about stored credentials that a reader of this process noticed. */
  @Override
  public void noticed(CredentialEvent event) {
    if (event instanceof CredentialEvent.FallbackInUse fallback
        && fallback.origin() == SecretOrigin.PREVIOUS) {
      each(
          registry ->
              registry
                  .counter("halfturn.secret.previous.exchanges", "app", event.app())
                  .increment());
    }
  }

  @Override
  public void listed(List<String> applications) {
    sweep.listed(applications);
  }

  @Override
  public void ends(String app) {
    sweep.ends(app);
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    for (Reminding.Told told : reminding.told()) {
      each(
          registry ->
              registry
                  .counter(
                      "halfturn.notification",
                      "notifier",
                      told.notifier(),
                      "outcome",
                      lowerCase(told.delivery().state()))
                  .increment());
    }
  }

  @Override
  public void rotated(String app, RotationOutcome outcome, Duration took) {
    if (outcome.kind() != RotationOutcome.Kind.NOTHING_TO_DO) {
      each(
          registry ->
              registry
                  .timer(
                      "halfturn.rotation",
                      "app",
                      app,
                      "outcome",
                      lowerCase(outcome.kind()),
                      "step",
                      lowerCase(outcome.state()))
                  .record(took));
    }
  }

  @Override
  public void requested(String app, RequestOutcome outcome) {
    if (outcome.asked()) {
      each(
          registry ->
              registry
                  .counter(
                      "halfturn.rotation.requests", "app", app, "state", lowerCase(outcome.state()))
                  .increment());
    }
  }

  @Override
  public void queueRead() {
    queueIsUp(true);
  }

  @Override
  public void queueFails(RuntimeException failure) {
    queueIsUp(false);
  }

  private void queueIsUp(boolean up) {
    queueUp = Optional.of(up);
    allGauges.forEach(gauges -> gauges.queueIsUp(up));
  }

  private void each(Consumer<MeterRegistry> record) {
    registries.forEach(record);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
