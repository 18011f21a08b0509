// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationStatus.Next;
import dev.halfturn.rotation.RotationStatus.NextKind;
import dev.halfturn.rotation.RotationStatus.NotifierState;
import dev.halfturn.rotation.RotationStatus.Overlap;
import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Puts what is known of an application into words. */
final class StatusView {

  private static final Duration CLOCK_BEHIND = Duration.ofHours(1);

  private static final Comparator<Condition> WORST_FIRST =
      Comparator.comparing(Condition::severity).reversed().thenComparing(Condition::type);

  private StatusView() {}

  /**
   * @param clock this computer's time
   * @param time the time that counts: Amazon's where it is later
   */
  static RotationStatus of(
      String app,
      RotationPolicy policy,
      RotationRecord record,
      boolean tracked,
      Observation seen,
      Ladder ladder,
      Instant clock,
      Instant time) {
    return new RotationStatus(
        app,
        clock,
        tracked ? state(policy, record, time) : State.UNTRACKED,
        secret(record.current(), time),
        next(record, ladder, tracked, time),
        record
            .previous()
            .filter(retired -> retired.diesAt().isAfter(time))
            .map(retired -> new Overlap(retired.version(), retired.diesAt())),
        new RotationStatus.Rotation(
            record.rotationState(),
            record.journal().map(RotationJournal::rotationId),
            record.journal().flatMap(RotationJournal::lastError)),
        record.handOver(),
        conditions(record, seen, clock),
        seen.notifiers().stream().map(name -> notifier(name, record.notifier(name))).toList(),
        tracked ? Optional.of(record.checkedAt()) : Optional.empty());
  }

  private static State state(RotationPolicy policy, RotationRecord record, Instant time) {
    Optional<Expiry> expiry = record.current().expiry();
    if (expiry.isEmpty()) {
      return State.EXPIRY_UNKNOWN;
    }
    if (expiry.get().expiredAt(time)) {
      return State.EXPIRED;
    }
    Duration rest = Duration.ofDays(policy.lifetimeDays() - (long) policy.rotateAt());
    return time.isBefore(expiry.get().expiresAt().minus(rest)) ? State.FRESH : State.DUE;
  }

  private static RotationStatus.Secret secret(TrackedSecret secret, Instant time) {
    Optional<Expiry> expiry = secret.expiry();
    return new RotationStatus.Secret(
        secret.version(),
        secret.fingerprint(),
        expiry,
        expiry.map(known -> OptionalLong.of(known.ageDays(time))).orElse(OptionalLong.empty()),
        expiry.map(known -> OptionalLong.of(known.daysLeft(time))).orElse(OptionalLong.empty()));
  }

  private static Optional<Next> next(
      RotationRecord record, Ladder ladder, boolean tracked, Instant time) {
    Optional<Instant> retry = record.journal().flatMap(journal -> journal.nextTry(time));
    if (retry.isPresent()) {
      return Optional.of(new Next(NextKind.RETRY, OptionalInt.empty(), retry.get()));
    }
    if (!tracked) {
      return Optional.empty();
    }
    Ladder.Due due = ladder.nextLoud(time);
    OptionalInt day =
        due.rung().kind() == Rung.Kind.DAY
            ? OptionalInt.of(due.rung().number())
            : OptionalInt.empty();
    return Optional.of(new Next(NextKind.REMIND, day, due.at()));
  }

  private static NotifierState notifier(String name, NotifierLog log) {
    return new NotifierState(name, log.lastDeliveredAt(), log.broken());
  }

  private static List<Condition> conditions(
      RotationRecord record, Observation seen, Instant clock) {
    List<Condition> found = new ArrayList<>();
    record
        .amazonTime()
        .filter(mark -> clock.isBefore(mark.minus(CLOCK_BEHIND)))
        .ifPresent(
            mark ->
                found.add(
                    new Condition(
                        Condition.CLOCK_ROLLED_BACK,
                        Severity.WARNING,
                        Optional.empty(),
                        "this computer's clock is behind " + mark + ", a time Amazon has shown")));
    record
        .journal()
        .flatMap(RotationJournal::clockSkew)
        .map(Duration::ofMillis)
        .filter(skew -> skew.abs().compareTo(Preflight.CLOCK_SKEW) > 0)
        .ifPresent(
            skew ->
                found.add(
                    new Condition(
                        Condition.CLOCK_UNTRUSTED,
                        Severity.WARNING,
                        Optional.empty(),
                        "this computer's clock differs from Amazon's by "
                            + skew.abs().toSeconds()
                            + " s")));
    record
        .journal()
        .filter(journal -> journal.state() == RotationState.SUSPECT)
        .ifPresent(
            journal ->
                found.add(
                    new Condition(
                        Condition.SUSPECT,
                        Severity.WARNING,
                        journal.trials().refusedSince(),
                        "Amazon refuses the new secret "
                            + journal.candidate()
                            + "; the current one stays in use")));
    for (String name : seen.notifiers()) {
      if (record.notifier(name).broken()) {
        found.add(
            new Condition(
                Condition.NOTIFIER_BROKEN,
                Severity.CRITICAL,
                Optional.empty(),
                "notifier '" + name + "' refused the last notice for good"));
      }
    }
    if (seen.notifiers().isEmpty()) {
      found.add(
          new Condition(
              Condition.NO_NOTIFIER,
              Severity.WARNING,
              Optional.empty(),
              "no notifier is configured: nobody will be reminded"));
    }
    return found.stream().sorted(WORST_FIRST).toList();
  }
}
