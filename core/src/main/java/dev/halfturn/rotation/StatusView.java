// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationStatus.Authorization;
import dev.halfturn.rotation.RotationStatus.Knowledge;
import dev.halfturn.rotation.RotationStatus.Next;
import dev.halfturn.rotation.RotationStatus.NextKind;
import dev.halfturn.rotation.RotationStatus.NotifierState;
import dev.halfturn.rotation.RotationStatus.Overlap;
import dev.halfturn.rotation.RotationStatus.RungStatus;
import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.rotation.RotationStatus.Straggler;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Puts what is known of an application into words. */
final class StatusView {

  private static final Duration CLOCK_BEHIND = Duration.ofHours(1);

  private final RotationPolicy policy;
  private final RotationRecord record;
  private final Observation seen;
  private final Ladder ladder;
  private final Telling telling;
  private final Instant time;

  /**
   * @param time the time that counts: Amazon's where it is later than this computer's
   */
  StatusView(
      RotationPolicy policy, RotationRecord record, Observation seen, Ladder ladder, Instant time) {
    this.policy = policy;
    this.record = record;
    this.seen = seen;
    this.ladder = ladder;
    this.telling = new Telling(policy, record, seen.notifiers());
    this.time = time;
  }

  /**
   * @param clock this computer's time
   */
  RotationStatus of(String app, boolean tracked, Instant clock) {
    return new RotationStatus(
        app,
        clock,
        tracked ? state(policy, record, time) : State.UNTRACKED,
        secret(record.current(), time),
        next(record, ladder, tracked, time),
        overlap(),
        new RotationStatus.Rotation(
            record.rotationState(),
            record
                .shownRequest()
                .map(SecretRequest::rotationId)
                .or(() -> record.journal().map(RotationJournal::rotationId)),
            record
                .shownRequest()
                .map(asked -> asked.trouble().map(Trouble::line))
                .orElseGet(() -> record.journal().flatMap(RotationJournal::lastError))),
        record.handOver(),
        rungs(),
        record.acknowledged(),
        new SellerLadder(policy.reminders(), seen.authorizations())
            .soon(time).entrySet().stream()
                .map(entry -> new Authorization(entry.getKey(), entry.getValue()))
                .toList(),
        conditions(clock),
        seen.notifiers().stream().map(name -> notifier(name, record.notifier(name))).toList(),
        tracked ? Optional.of(record.checkedAt()) : Optional.empty());
  }

  private Optional<Overlap> overlap() {
    List<Straggler> still =
        new OverlapLadder(policy.reminders(), record)
            .still(seen.stragglers(), time).entrySet().stream()
                .map(entry -> new Straggler(entry.getKey(), entry.getValue()))
                .toList();
    return record
        .previous()
        .filter(retired -> retired.diesAt().isAfter(time))
        .map(retired -> new Overlap(retired.version(), retired.diesAt(), still));
  }

  /** The days of the ladder and, of what comes after them, the latest that is due. */
  private List<RungStatus> rungs() {
    Optional<Ladder.Due> latest = ladder.latestLoudDue(time);
    List<RungStatus> rungs = new ArrayList<>();
    ladder
        .days()
        .forEach(due -> rungs.add(new RungStatus(due.rung(), due.at(), known(due, latest))));
    latest
        .filter(
            due -> due.rung().kind() == Rung.Kind.REPEAT || due.rung().kind() == Rung.Kind.EXPIRED)
        .ifPresent(due -> rungs.add(new RungStatus(due.rung(), due.at(), known(due, latest))));
    rungs.sort(Comparator.comparing(RungStatus::at));
    return rungs;
  }

  private Knowledge known(Ladder.Due due, Optional<Ladder.Due> latest) {
    if (telling.isTold(due.rung())) {
      return Knowledge.TOLD;
    }
    if (!ladder.isLoud(due)) {
      return Knowledge.QUIET;
    }
    if (due.at().isAfter(time)) {
      return Knowledge.COMING;
    }
    return latest.equals(Optional.of(due)) ? Knowledge.OPEN : Knowledge.SKIPPED;
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
    return new NotifierState(name, log.lastDeliveredAt(), log.broken(), log.deliveries());
  }

  private List<Condition> conditions(Instant clock) {
    List<Condition> found = new ArrayList<>();
    told().stream().filter(telling::isUndeliverable).forEach(rung -> found.add(notTold(rung)));
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
    record
        .shownRequest()
        .filter(asked -> asked.since().isPresent())
        .ifPresent(asked -> found.add(stuck(asked)));
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
    return found.stream().sorted(Condition.WORST_FIRST).toList();
  }

  private static Condition stuck(SecretRequest asked) {
    String type =
        asked.state() == SecretRequest.State.STALLED ? Condition.STALLED : Condition.BLOCKED;
    return new Condition(
        asked.isOfNotStored() ? Condition.SECRET_NOT_STORED : type,
        Severity.WARNING,
        asked.since(),
        "automatic rotation "
            + asked.rotationId()
            + ": "
            + asked.trouble().map(Trouble::line).orElse("does not get on"));
  }

  /** Everything that is to be told now. */
  private List<Rung> told() {
    ReminderPolicy reminders = policy.reminders();
    return Stream.of(
            ladder.toTell(time).map(Ladder.Due::rung),
            RotationEngine.report(record, time),
            new OverlapLadder(reminders, record).latestDue(seen.stragglers(), time),
            new SellerLadder(reminders, seen.authorizations()).latestDue(time))
        .flatMap(Optional::stream)
        .toList();
  }

  private Condition notTold(Rung rung) {
    Optional<Delivery> failure = telling.lastFailure(rung);
    return new Condition(
        Condition.NOT_TOLD,
        Severity.CRITICAL,
        failure.map(Delivery::at),
        "the reminder "
            + rung
            + " does not get through"
            + failure.flatMap(Delivery::failure).map(code -> " (" + code + ")").orElse(""));
  }
}
