// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When each reminder about one secret is due. Counted back from the end, so that the last rungs
 * keep their distance to it whatever the secret's real age.
 */
final class Ladder {

  /**
   * One rung and its moment.
   *
   * @param rung which
   * @param at when it is due
   */
  record Due(Rung rung, Instant at) {}

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final RotationPolicy policy;
  private final ReminderPolicy reminders;
  private final Optional<Expiry> expiry;
  private final Instant firstSeen;
  private final Optional<Acknowledgement> acknowledged;
  private final List<Due> days;

  Ladder(RotationPolicy policy, TrackedSecret secret, Optional<Acknowledgement> acknowledgement) {
    this.policy = policy;
    this.reminders = policy.reminders();
    this.expiry = secret.expiry();
    this.firstSeen = secret.eventTime();
    this.acknowledged = acknowledgement;
    this.days = expiry.map(known -> days(policy, known.expiresAt())).orElse(List.of());
  }

  /** The days of the ladder in order; of two that fall on one moment only the later. */
  List<Due> days() {
    return days;
  }

  /** The most urgent rung that is due. */
  Optional<Due> latestDue(Instant now) {
    return latestDue(now, due -> true);
  }

  /** The most urgent rung that is due and that people are told of. */
  Optional<Due> latestLoudDue(Instant now) {
    return latestDue(now, this::isLoud);
  }

  /** The most urgent rung that is due, unless somebody has acknowledged it. */
  Optional<Due> toTell(Instant now) {
    return latestLoudDue(now)
        .filter(due -> acknowledged.map(ack -> !ack.ends(due.rung())).orElse(true));
  }

  /** The first rung that is not due yet; there always is one. */
  Due next(Instant now) {
    return next(now, due -> true);
  }

  /** The first rung that is not due yet and that people will be told of. */
  Due nextLoud(Instant now) {
    return next(now, this::isLoud);
  }

  /** Whether people are told of it, rather than only the log. */
  boolean isLoud(Due due) {
    return switch (due.rung().kind()) {
      case DAY -> !reminders.quiet().contains(due.rung().number()) && !isSilenced(due);
      case UNKNOWN -> !isSilenced(due);
      default -> true;
    };
  }

  private boolean isSilenced(Due due) {
    return canWait(due.rung()) && acknowledged.map(ack -> ack.silences(due.at())).orElse(false);
  }

  /** Whether it comes before the last week. */
  boolean canWait(Rung rung) {
    return switch (rung.kind()) {
      case UNKNOWN, OVERLAP, SELLERS -> true;
      case DAY -> rung.number() < policy.lastWeek();
      case REPEAT, EXPIRED, ROTATED, REFUSED, STUCK, HANDOVER -> false;
    };
  }

  private Optional<Due> latestDue(Instant now, Predicate<Due> wanted) {
    if (expiry.isEmpty()) {
      return lastOfSeries(Rung.Kind.UNKNOWN, firstSeen, WEEK, now).filter(wanted);
    }
    Instant end = expiry.get().expiresAt();
    if (!now.isBefore(end)) {
      return lastOfSeries(Rung.Kind.EXPIRED, end, DAY, now);
    }
    Optional<Due> day =
        days.stream()
            .filter(due -> !due.at().isAfter(now) && wanted.test(due))
            .reduce((earlier, later) -> later);
    return day.flatMap(due -> latestRepeat(due, now)).or(() -> day);
  }

  private Due next(Instant now, Predicate<Due> wanted) {
    if (expiry.isEmpty()) {
      Due next = nextOfSeries(Rung.Kind.UNKNOWN, firstSeen, WEEK, now);
      while (!wanted.test(next)) {
        next = nextOfSeries(Rung.Kind.UNKNOWN, firstSeen, WEEK, next.at());
      }
      return next;
    }
    Instant end = expiry.get().expiresAt();
    Due next =
        days.stream()
            .filter(due -> due.at().isAfter(now) && wanted.test(due))
            .findFirst()
            .orElseGet(() -> nextOfSeries(Rung.Kind.EXPIRED, end, DAY, now));
    return nextRepeat(now).filter(repeat -> repeat.at().isBefore(next.at())).orElse(next);
  }

  /** The last repetition of a day that is due, if it is repeated at all. */
  private Optional<Due> latestRepeat(Due day, Instant now) {
    int times = (int) Duration.between(day.at(), now).dividedBy(reminders.repeat());
    return times == 0 ? Optional.empty() : repeat(day, times);
  }

  /** The next repetition of the latest day before the next day; empty before the last days. */
  private Optional<Due> nextRepeat(Instant now) {
    Optional<Due> latest = latestLoudDay(now);
    if (latest.isEmpty() || !now.isBefore(expiry.orElseThrow().expiresAt())) {
      return Optional.empty();
    }
    Due day = latest.get();
    Instant from = RotationEngine.later(now, firstRepeat().minusMillis(1));
    int times = (int) Duration.between(day.at(), from).dividedBy(reminders.repeat()) + 1;
    return repeat(day, times);
  }

  private Optional<Due> latestLoudDay(Instant now) {
    return days.stream()
        .filter(due -> !due.at().isAfter(now) && isLoud(due))
        .reduce((earlier, later) -> later);
  }

  private Optional<Due> repeat(Due day, int times) {
    Instant at = day.at().plus(reminders.repeat().multipliedBy(times));
    boolean wanted =
        !at.isBefore(firstRepeat())
            && at.isBefore(expiry.orElseThrow().expiresAt())
            && acknowledged.map(ack -> !ack.ends(day.rung())).orElse(true);
    return wanted
        ? Optional.of(new Due(Rung.repeat(day.rung().number(), times), at))
        : Optional.empty();
  }

  private Instant firstRepeat() {
    return expiry.orElseThrow().expiresAt().minus(RotationPolicy.repeatedFor());
  }

  private static Optional<Due> lastOfSeries(
      Rung.Kind kind, Instant first, Duration step, Instant now) {
    if (now.isBefore(first)) {
      return Optional.empty();
    }
    int number = (int) Math.min(Duration.between(first, now).dividedBy(step), Rung.MAX_NUMBER);
    return Optional.of(member(kind, first, step, number));
  }

  private static Due nextOfSeries(Rung.Kind kind, Instant first, Duration step, Instant now) {
    return lastOfSeries(kind, first, step, now)
        .map(last -> member(kind, first, step, last.rung().number() + 1))
        .orElseGet(() -> member(kind, first, step, 0));
  }

  private static Due member(Rung.Kind kind, Instant first, Duration step, int number) {
    return new Due(new Rung(kind, number), first.plus(step.multipliedBy(number)));
  }

  private static List<Due> days(RotationPolicy policy, Instant end) {
    List<Due> days = new ArrayList<>();
    for (int day : policy.reminders().ladder()) {
      Instant exact = end.minus(Duration.ofDays(policy.lifetimeDays() - (long) day));
      Instant at = policy.reminders().calendar().lastReminderTime(exact);
      days.removeIf(earlier -> !earlier.at().isBefore(at));
      days.add(new Due(Rung.day(day), at));
    }
    return List.copyOf(days);
  }
}
