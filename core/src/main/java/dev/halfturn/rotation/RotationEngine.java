// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationDecision.Send;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what to remember, what to tell and when to look again, from what is known and what was
 * seen. Pure: no clock, no I/O, no thread; the same arguments always give the same decision. Being
 * asked late, early or twice does no harm: each rung of the ladder is told at most once per
 * notifier, and after a gap only the most urgent one.
 */
public final class RotationEngine {

  /** How long a new secret may be refused before people are told. */
  static final Duration REFUSAL_ALERT = Duration.ofMinutes(15);

  /**
   * How long after its arrival a new secret may be unproved or unfinished before people are told:
   * longer than {@link Attempt} holds one back by itself.
   */
  static final Duration HELD_ALERT = Duration.ofMinutes(75);

  /** How long after the old secret's end it is still kept. */
  static final Duration SETTLE_MARGIN = Duration.ofHours(24);

  /** How long a begun send belongs to who began it; then it is taken for lost. */
  private static final Duration SEND_LEASE = Duration.ofMinutes(5);

  /** Who refused for good may have been repaired. */
  private static final Duration RETRY_FOR_GOOD = Duration.ofHours(12);

  private static final Duration SETTLE_RETRY = Duration.ofHours(1);

  /** What is due and did not get done, because the store or Amazon cannot be reached. */
  private static final Duration REQUEST_RETRY = Duration.ofMinutes(15);

  /** Whatever is overdue and does not get done must not keep a scheduler spinning. */
  private static final Duration SHORTEST_SLEEP = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofHours(24);

  private RotationEngine() {}

  /**
   * Decides about one application.
   *
   * @param app its name
   * @param policy when to remind
   * @param known the record, if there is one
   * @param seen what lies in the store now
   * @param clock this computer's time; Amazon's own time is used where it is known to be later, so
   *     that a clock set back delays no reminder
   */
  public static RotationDecision decide(
      String app,
      RotationPolicy policy,
      Optional<RotationRecord> known,
      Observation seen,
      Instant clock) {
    Instant now = Fields.milliseconds(clock);
    RotationRecord adopted = adopt(policy, known, seen, now);
    Instant time = effectiveTime(adopted, now);
    ReminderPolicy reminders = policy.reminders();
    Ladder ladder = new Ladder(policy, adopted.current(), adopted.acknowledged());
    OverlapLadder overlap = new OverlapLadder(reminders, adopted);
    SellerLadder sellers = new SellerLadder(reminders, seen.authorizations());

    Plan plan = new Plan(adopted, now, quietUntil(reminders, now), ladder::canWait);
    Telling telling = new Telling(policy, adopted, seen.notifiers());
    Optional<Ladder.Due> reminder = ladder.toTell(time);
    for (String notifier : seen.notifiers()) {
      reminder
          .filter(due -> telling.isAddressed(notifier, due.rung()))
          .ifPresent(due -> plan.remind(notifier, due, skipped(ladder, due, adopted.checkedAt())));
      report(adopted, time).ifPresent(rung -> plan.send(notifier, rung));
      overlap.latestDue(seen.stragglers(), time).ifPresent(rung -> plan.send(notifier, rung));
      sellers.latestDue(time).ifPresent(rung -> plan.send(notifier, rung));
    }
    Optional<Rung> announce =
        ladder
            .latestDue(time)
            .map(Ladder.Due::rung)
            .filter(rung -> !adopted.announced().equals(Optional.of(rung)));
    announce.ifPresent(plan::announced);
    plan.heartbeat();
    plan.wakeAt(ladder.next(time).at());
    overlap.next(seen.stragglers(), time).ifPresent(plan::wakeAt);
    sellers.next(time).ifPresent(plan::wakeAt);
    wakeForRotation(plan, policy, adopted, time);

    RotationStatus status =
        new StatusView(policy, plan.record, seen, ladder, time).of(app, known.isPresent(), now);
    return new RotationDecision(
        plan.record,
        announce,
        plan.sends,
        new WakePlan(
            later(plan.wake, now.plus(SHORTEST_SLEEP)),
            adopted.current().expiry().map(Expiry::expiresAt)),
        status);
  }

  /**
   * The record brought in line with what lies in the store: begun if there is none, and with a new
   * life where the secret has been changed by somebody else.
   */
  static RotationRecord adopt(
      RotationPolicy policy, Optional<RotationRecord> known, Observation seen, Instant now) {
    String version = seen.version().id();
    if (known.isEmpty()) {
      // when Amazon made it nobody knows: the store's date only says since when it lies there
      TrackedSecret secret =
          new TrackedSecret(
              seen.fingerprint(),
              version,
              Fields.milliseconds(seen.version().createdAt()),
              Optional.empty());
      return RotationRecord.begin(seen.key(), secret, now);
    }
    RotationRecord record = known.get();
    if (!record.current().fingerprint().equals(seen.fingerprint())) {
      return changedBySomebody(policy, record, seen, now);
    }
    return record.current().version().equals(version) ? record : record.withVersion(version);
  }

  private static RotationRecord changedBySomebody(
      RotationPolicy policy, RotationRecord record, Observation seen, Instant now) {
    Fingerprint fingerprint = seen.fingerprint();
    String version = seen.version().id();
    TrackedSecret displaced = record.current();

    Optional<RotationJournal> own =
        record.journal().filter(journal -> journal.candidate().equals(fingerprint));
    if (own.isPresent()) {
      return promoted(record, own.get(), version);
    }
    Optional<RetiredSecret> back =
        record.previous().filter(retired -> retired.fingerprint().equals(fingerprint));
    if (back.isPresent()) {
      Expiry rest = Expiry.ofEnd(back.get().diesAt(), policy.lifetime(), Provenance.ESTIMATED);
      Instant end =
          displaced.expiry().map(Expiry::expiresAt).orElseGet(() -> now.plus(policy.overlap()));
      return record.withNewSecret(
          new TrackedSecret(fingerprint, version, back.get().eventTime(), Optional.of(rest)),
          Optional.of(retired(displaced, end)));
    }
    Instant stored = Fields.milliseconds(earlier(seen.version().createdAt(), now));
    Instant eventTime = later(stored, displaced.eventTime().plusMillis(1));
    Expiry estimate = Expiry.ofIssue(stored, policy.lifetime(), Provenance.ESTIMATED);
    Optional<RetiredSecret> retired =
        record.previous().or(() -> Optional.of(retired(displaced, stored.plus(policy.overlap()))));
    return record.withNewSecret(
        new TrackedSecret(fingerprint, version, eventTime, Optional.of(estimate)), retired);
  }

  /** The record after the journal's candidate has become the current secret. */
  static RotationRecord promoted(RotationRecord record, RotationJournal journal, String version) {
    return record.withNewSecret(
        new TrackedSecret(
            journal.candidate(), version, journal.eventTime(), Optional.of(journal.expiry())),
        Optional.of(retired(record.current(), journal.oldExpiresAt())));
  }

  /** The secret as the previous one, which dies then or at its own end. */
  static RetiredSecret retired(TrackedSecret secret, Instant diesAt) {
    Instant end = secret.expiry().map(expiry -> earlier(expiry.expiresAt(), diesAt)).orElse(diesAt);
    return new RetiredSecret(secret.fingerprint(), secret.version(), secret.eventTime(), end);
  }

  /**
   * When to clear up after a rotation: a day after the old secret's end, and not before all secrets
   * older than the current one have certainly ended, as they have once its overlap is over.
   */
  static Optional<Instant> settleAt(RotationPolicy policy, RotationRecord record) {
    return record
        .previous()
        .map(
            old ->
                later(old.diesAt(), record.current().eventTime().plus(policy.overlap()))
                    .plus(SETTLE_MARGIN));
  }

  /** The later of this computer's time and the latest time Amazon has shown. */
  static Instant effectiveTime(RotationRecord record, Instant now) {
    return record.amazonTime().map(mark -> later(mark, now)).orElse(now);
  }

  /**
   * What is to be told about the rotation under way. Nothing about an earlier one while somebody or
   * Amazon is asked for the next: there is no room in the record for more than one.
   */
  static Optional<Rung> report(RotationRecord record, Instant now) {
    return record
        .handOver()
        .map(HandOver::rung)
        .or(record::stuck)
        .or(() -> reportOfJournal(record, now));
  }

  private static Optional<Rung> reportOfJournal(RotationRecord record, Instant now) {
    return record
        .journal()
        .flatMap(
            journal -> {
              if (journal.confirmedAt().isPresent()) {
                return Optional.of(Rung.Kind.ROTATED);
              }
              return now.isBefore(alertAt(journal))
                  ? Optional.empty()
                  : Optional.of(Rung.Kind.REFUSED);
            })
        .map(kind -> new Rung(kind, record.rotations()));
  }

  private static Instant alertAt(RotationJournal journal) {
    return journal
        .trials()
        .refusedSince()
        .filter(since -> journal.state() == RotationState.SUSPECT)
        .map(since -> since.plus(REFUSAL_ALERT))
        .orElseGet(() -> journal.eventTime().plus(HELD_ALERT));
  }

  /** Reminders that came due since the last look and are overtaken by a more urgent one. */
  private static List<Rung> skipped(Ladder ladder, Ladder.Due due, Instant lastLook) {
    return ladder.days().stream()
        .filter(day -> day.at().isAfter(lastLook) && day.rung().compareTo(due.rung()) < 0)
        .filter(ladder::isLoud)
        .map(Ladder.Due::rung)
        .toList();
  }

  /** Until when what can wait has to wait. */
  private static Optional<Instant> quietUntil(ReminderPolicy policy, Instant now) {
    return policy
        .quietHours()
        .filter(hours -> hours.contain(now, policy.calendar().zone()))
        .map(hours -> hours.endAfter(now, policy.calendar().zone()));
  }

  private static void wakeForRotation(
      Plan plan, RotationPolicy policy, RotationRecord record, Instant now) {
    settleAt(policy, record)
        .map(due -> due.isAfter(now) ? due : now.plus(SETTLE_RETRY))
        .ifPresent(plan::wakeAt);
    RequestDecision.next(record, policy)
        .map(next -> next.at().isAfter(now) ? next.at() : now.plus(REQUEST_RETRY))
        .ifPresent(plan::wakeAt);
    record
        .journal()
        .ifPresent(
            journal -> {
              journal.nextTry(now).ifPresent(plan::wakeAt);
              if (journal.confirmedAt().isEmpty() && alertAt(journal).isAfter(now)) {
                plan.wakeAt(alertAt(journal));
              }
            });
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The decision while it is being made. */
  private static final class Plan {
    private final Instant now;
    private final Optional<Instant> quietUntil;
    private final Predicate<Rung> canWait;
    private final List<Send> sends = new ArrayList<>();
    private RotationRecord record;
    private Instant wake = Instant.MAX;

    Plan(
        RotationRecord record, Instant now, Optional<Instant> quietUntil, Predicate<Rung> canWait) {
      this.record = record;
      this.now = now;
      this.quietUntil = quietUntil;
      this.canWait = canWait;
    }

    void announced(Rung rung) {
      record = record.withAnnounced(rung);
    }

    void heartbeat() {
      // either way round: a clock that was wrong must not stop the heartbeat for ever
      if (Duration.between(record.checkedAt(), now).abs().compareTo(HEARTBEAT) >= 0) {
        record = record.withCheckedAt(now);
      }
    }

    void wakeAt(Instant moment) {
      wake = earlier(wake, moment);
    }

    void remind(String notifier, Ladder.Due due, List<Rung> skipped) {
      supersede(notifier, due.rung(), skipped);
      send(notifier, due.rung());
    }

    private void supersede(String notifier, Rung by, List<Rung> skipped) {
      for (Delivery delivery : record.notifier(notifier).deliveries()) {
        Rung rung = delivery.rung();
        boolean open =
            switch (delivery.state()) {
              case PLANNED, ATTEMPT -> true;
              case FAILED -> !delivery.brokenForGood();
              case DELIVERED, SUPERSEDED -> false;
            };
        if (open && rung.isReminder() && rung.compareTo(by) < 0) {
          record = record.withDelivery(notifier, Delivery.superseded(rung, now));
        }
      }
      for (Rung rung : skipped) {
        if (record.notifier(notifier).delivery(rung).isEmpty()) {
          record = record.withDelivery(notifier, Delivery.superseded(rung, now));
        }
      }
    }

    void send(String notifier, Rung rung) {
      Optional<Delivery> known = record.notifier(notifier).delivery(rung);
      if (known.isEmpty()) {
        record = record.withDelivery(notifier, Delivery.planned(rung, now));
      }
      Optional<Instant> sendAt =
          known
              .map(this::nextAttempt)
              .orElse(Optional.of(now))
              .map(at -> quietUntil.filter(end -> canWait.test(rung)).orElse(at));
      if (sendAt.isPresent() && !sendAt.get().isAfter(now)) {
        sends.add(new Send(notifier, rung));
      } else {
        sendAt.ifPresent(this::wakeAt);
      }
    }

    /** Empty for what has arrived. */
    private Optional<Instant> nextAttempt(Delivery delivery) {
      if (delivery.state() == Delivery.State.DELIVERED) {
        return Optional.empty();
      }
      if (delivery.at().isAfter(now.plus(SEND_LEASE))) {
        return Optional.of(now); // somebody's clock was wrong, and what it decided does not count
      }
      return Optional.of(
          switch (delivery.state()) {
            // what was skipped for a more urgent one is the most urgent again
            case PLANNED, SUPERSEDED, DELIVERED -> RotationEngine.earlier(delivery.at(), now);
            case ATTEMPT -> delivery.at().plus(SEND_LEASE);
            case FAILED ->
                delivery.brokenForGood()
                    ? delivery.at().plus(RETRY_FOR_GOOD)
                    : RetrySchedule.afterFailedNotice(delivery.attempts(), delivery.at());
          });
    }
  }
}
