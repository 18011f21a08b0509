// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** How the applications stood when the store was read last, in one registry. */
final class StatusGauges {

  private final MeterRegistry registry;
  private final IntSupplier rotateAt;
  private final MultiGauge expiration;
  private final MultiGauge rotationDue;
  private final MultiGauge overlapEnd;
  private final MultiGauge previousUsed;
  private final MultiGauge underWay;
  private final MultiGauge notifierBroken;
  private final MultiGauge storeUp;
  private final MultiGauge lastSweep;
  private final MultiGauge queueUp;

  StatusGauges(MeterRegistry registry, IntSupplier rotateAt) {
    this.registry = registry;
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
            "when somebody who still uses the old secret has used it last");
    underWay =
        gauge("halfturn.rotation.under.way", "1 for the state of a rotation that is not finished");
    notifierBroken =
        gauge("halfturn.notifier.broken", "1 if the notifier refused the last notice for good");
    storeUp = gauge("halfturn.store.up", "1 if the store can be read");
    lastSweep =
        seconds(
            "halfturn.sweep.last.run.timestamp",
            "since when no application was left out of a sweep");
    queueUp = gauge("halfturn.queue.up", "1 if the queue of new secrets can be read");
  }

  private MultiGauge seconds(String name, String description) {
    return MultiGauge.builder(name).description(description).baseUnit("seconds").register(registry);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Shows what was read; nothing before that. */
  void show(StatusBoard.View view) {
    if (view.at().isEmpty() && view.problem().isEmpty()) {
      return;
    }
    times(expiration, view, status -> status.secret().expiry().map(Expiry::expiresAt));
    times(
        rotationDue,
        view,
        status ->
            status
                .secret()
                .expiry()
                .map(known -> known.issuedAt().plus(Duration.ofDays(rotateAt.getAsInt()))));
    times(overlapEnd, view, status -> status.overlap().map(RotationStatus.Overlap::endsAt));
    times(previousUsed, view, StatusGauges::previousUsedAt);
    underWay.register(
        view.apps().stream()
            .filter(status -> isUnderWay(status.rotation().state()))
            .<MultiGauge.Row<?>>map(
                status ->
                    MultiGauge.Row.of(
                        Tags.of("app", status.app(), "state", lowerCase(status.rotation().state())),
                        1))
            .toList(),
        true);
    notifierBroken.register(
        view.apps().stream()
            .flatMap(
                status ->
                    status.notifiers().stream()
                        .<MultiGauge.Row<?>>map(
                            notifier ->
                                MultiGauge.Row.of(
                                    Tags.of("app", status.app(), "notifier", notifier.name()),
                                    notifier.broken() ? 1 : 0)))
            .toList(),
        true);
    storeUp.register(
        List.of(MultiGauge.Row.of(Tags.empty(), view.problem().isEmpty() ? 1 : 0)), true);
  }

  /** The watching has left out nobody since then. */
  void sweptAt(Instant at) {
    lastSweep.register(List.of(MultiGauge.Row.of(Tags.empty(), unixSeconds(at))), true);
  }

  /** Whether the queue of new secrets could be read when it was tried last. */
  void queueIsUp(boolean up) {
    queueUp.register(List.of(MultiGauge.Row.of(Tags.empty(), up ? 1 : 0)), true);
  }

  private static Optional<Instant> previousUsedAt(RotationStatus status) {
    return status.overlap().stream()
        .flatMap(overlap -> overlap.stillUsedBy().stream())
        .map(RotationStatus.Straggler::lastUsedAt)
        .max(Instant::compareTo);
  }

  private static boolean isUnderWay(RotationState state) {
    return state != RotationState.IDLE && state != RotationState.PROMOTED;
  }

  private static void times(
      MultiGauge gauge, StatusBoard.View view, Function<RotationStatus, Optional<Instant>> value) {
    gauge.register(
        view.apps().stream()
            .filter(status -> value.apply(status).isPresent())
            .<MultiGauge.Row<?>>map(
                status ->
                    MultiGauge.Row.of(
                        Tags.of("app", status.app()),
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
