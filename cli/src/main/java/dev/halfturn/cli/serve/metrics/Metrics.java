// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.metrics;

import dev.halfturn.WatchListener;
import dev.halfturn.cli.command.Version;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.TokenException;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is counted and measured, in a registry of its own. Tags name applications, stores, consumers
 * and notifiers; never a client id, a seller or a fingerprint. Thread-safe.
 */
public final class Metrics implements WatchListener {

  /** Media type of what is shown. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Looks looks;
  private final MultiGauge expiration;
  private final MultiGauge rotationDue;
  private final MultiGauge overlapEnd;
  private final MultiGauge previousUsed;
  private final MultiGauge underWay;
  private final MultiGauge lastSweep;
  private final MultiGauge storeUp;
  private final MultiGauge queueUp;
  private final MultiGauge notifierBroken;
  private final int rotateAt;

  /**
   * @param looks when applications were looked at
   * @param rotateAt day of life from which a secret is due for rotation
   */
  public Metrics(Looks looks, int rotateAt) {
    this.looks = looks;
    this.rotateAt = rotateAt;
    expiration = seconds("halfturn.secret.expiration.timestamp", "when the client secret ends");
    rotationDue =
        seconds(
            "halfturn.secret.rotation.due.timestamp", "from when on the secret is to be rotated");
    overlapEnd =
        seconds(
            "halfturn.secret.overlap.end.timestamp", "until when Amazon accepts the old secret");
    previousUsed =
        seconds(
            "halfturn.secret.previous.last.used.timestamp",
            "when a consumer that still uses the old secret has used it last");
    underWay =
        gauge("halfturn.rotation.under.way", "1 for the state of a rotation that is not finished");
    lastSweep =
        seconds(
            "halfturn.sweep.last.run.timestamp",
            "since when no application was left out of a sweep");
    storeUp = gauge("halfturn.store.up", "1 if the store can be read");
    queueUp = gauge("halfturn.queue.up", "1 if the queue of new secrets can be read");
    notifierBroken =
        gauge("halfturn.notifier.broken", "1 if the notifier refused the last notice for good");
    gauge("halfturn.build.info", "which release this is")
        .register(List.of(MultiGauge.Row.of(Tags.of("version", Version.current()), 1)));
  }

  private MultiGauge seconds(String name, String description) {
    return MultiGauge.builder(name).description(description).baseUnit("seconds").register(registry);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    for (Reminding.Told told : reminding.told()) {
      registry
          .counter(
              "halfturn.notification",
              "notifier",
              told.notifier(),
              "outcome",
              lowerCase(told.delivery().state()))
          .increment();
    }
  }

  @Override
  public void rotated(String app, RotationOutcome outcome, Duration took) {
    if (outcome.kind() != RotationOutcome.Kind.NOTHING_TO_DO) {
      registry
          .timer(
              "halfturn.rotation",
              "app",
              app,
              "outcome",
              lowerCase(outcome.kind()),
              "step",
              lowerCase(outcome.state()))
          .record(took);
    }
  }

  @Override
  public void requested(String app, RequestOutcome outcome) {
    if (outcome.asked()) {
      registry
          .counter("halfturn.rotation.requests", "app", app, "state", lowerCase(outcome.state()))
          .increment();
    }
  }

  /** Something about stored credentials that a reader of this process noticed. */
  public void noticed(CredentialEvent event, String store) {
    if (event instanceof CredentialEvent.FallbackInUse fallback
        && fallback.origin() == SecretOrigin.PREVIOUS) {
      registry
          .counter("halfturn.secret.previous.exchanges", "app", event.app(), "store", store)
          .increment();
    }
  }

  /** An exchange gave a token, with this one of the application's secrets. */
  public void used(String app, SecretOrigin origin, String store) {
    registry
        .counter(
            "halfturn.secret.exchanges", "app", app, "store", store, "secret", lowerCase(origin))
        .increment();
  }

  /** An exchange at Amazon's token endpoint ended. */
  public void exchanged(Duration took, Optional<TokenException> failure) {
    registry
        .timer(
            "halfturn.token.exchange",
            "outcome",
            failure.isPresent() ? "failed" : "done",
            "error",
            failure.map(TokenException::fault).map(Metrics::lowerCase).orElse("none"))
        .record(took);
  }

  /** All of it, as Prometheus reads it. */
  public synchronized String scrape(StatusBoard.View view) {
    String store = view.store().orElse("");
    row(expiration, view, status -> status.secret().expiry().map(Expiry::expiresAt));
    row(
        rotationDue,
        view,
        status ->
            status
                .secret()
                .expiry()
                .map(known -> known.issuedAt().plus(Duration.ofDays(rotateAt))));
    row(overlapEnd, view, status -> status.overlap().map(RotationStatus.Overlap::endsAt));
    previousUsed.register(
        view.apps().stream()
            .map(AppStatus::status)
            .flatMap(status -> stragglers(status, store))
            .toList(),
        true);
    underWay.register(
        view.apps().stream()
            .map(AppStatus::status)
            .filter(status -> isUnderWay(status.rotation().state()))
            .map(status -> underWay(status, store))
            .toList(),
        true);
    lastSweep.register(
        looks.lastSweepAt().stream()
            .map(at -> MultiGauge.Row.of(Tags.empty(), unixSeconds(at)))
            .toList(),
        true);
    boolean up = view.store().isPresent() && view.storeProblem().isEmpty();
    storeUp.register(List.of(MultiGauge.Row.of(Tags.of("store", store), up ? 1 : 0)), true);
    queueUp.register(
        looks.queue().stream()
            .map(queue -> MultiGauge.Row.of(Tags.empty(), queue.unreadSince().isEmpty() ? 1 : 0))
            .toList(),
        true);
    notifierBroken.register(
        view.apps().stream()
            .flatMap(
                app ->
                    app.status().notifiers().stream()
                        .map(
                            notifier ->
                                MultiGauge.Row.of(
                                    Tags.of("app", app.status().app(), "notifier", notifier.name()),
                                    notifier.broken() ? 1 : 0)))
            .toList(),
        true);
    return registry.scrape();
  }

  private static Stream<MultiGauge.Row<?>> stragglers(RotationStatus status, String store) {
    return status.overlap().stream()
        .flatMap(overlap -> overlap.stillUsedBy().stream())
        .map(
            straggler ->
                MultiGauge.Row.of(
                    Tags.of("app", status.app(), "store", store, "consumer", straggler.consumer()),
                    unixSeconds(straggler.lastUsedAt())));
  }

  private static boolean isUnderWay(RotationState state) {
    return state != RotationState.IDLE && state != RotationState.PROMOTED;
  }

  private static MultiGauge.Row<?> underWay(RotationStatus status, String store) {
    String state = lowerCase(status.rotation().state());
    return MultiGauge.Row.of(Tags.of("app", status.app(), "store", store, "state", state), 1);
  }

  private static void row(
      MultiGauge gauge, StatusBoard.View view, Function<RotationStatus, Optional<Instant>> value) {
    gauge.register(
        view.apps().stream()
            .map(AppStatus::status)
            .filter(status -> value.apply(status).isPresent())
            .map(
                status ->
                    MultiGauge.Row.of(
                        Tags.of("app", status.app(), "store", view.store().orElse("")),
                        unixSeconds(value.apply(status).orElseThrow())))
            .toList(),
        true);
  }

  private static double unixSeconds(Instant at) {
    return at.getEpochSecond();
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
