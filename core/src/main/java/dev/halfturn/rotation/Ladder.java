// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
  private final Optional<Expiry> expiry;
  private final Instant firstSeen;
  private final List<Due> days;

  Ladder(RotationPolicy policy, TrackedSecret secret) {
    this.policy = policy;
    this.expiry = secret.expiry();
    this.firstSeen = secret.eventTime();
    this.days = expiry.map(known -> days(policy, known.expiresAt())).orElse(List.of());
  }

  /** The days of the ladder in order; of two that fall on one moment only the later. */
  List<Due> days() {
    return days;
  }

  /** The most urgent rung that is due. */
  Optional<Due> latestDue(Instant now) {
    return latestDue(now, rung -> true);
  }

  /** The most urgent rung that is due and that people are told of. */
  Optional<Due> latestLoudDue(Instant now) {
    return latestDue(now, this::isLoud);
  }

  /** The first rung that is not due yet; there always is one. */
  Due next(Instant now) {
    return next(now, rung -> true);
  }

  /** The first rung that is not due yet and that people will be told of. */
  Due nextLoud(Instant now) {
    return next(now, this::isLoud);
  }

  /** Whether people are told of it, rather than only the log. */
  boolean isLoud(Rung rung) {
    return rung.kind() != Rung.Kind.DAY || !policy.quiet().contains(rung.number());
  }

  private Optional<Due> latestDue(Instant now, Predicate<Rung> wanted) {
    if (expiry.isEmpty()) {
      return lastOfSeries(Rung.Kind.UNKNOWN, firstSeen, WEEK, now);
    }
    Instant end = expiry.get().expiresAt();
    if (!now.isBefore(end)) {
      return lastOfSeries(Rung.Kind.EXPIRED, end, DAY, now);
    }
    return lastOfSeries(Rung.Kind.REPEAT, firstRepeat(), policy.repeat(), now)
        .or(
            () ->
                days.stream()
                    .filter(due -> !due.at().isAfter(now) && wanted.test(due.rung()))
                    .reduce((earlier, later) -> later));
  }

  private Due next(Instant now, Predicate<Rung> wanted) {
    if (expiry.isEmpty()) {
      return nextOfSeries(Rung.Kind.UNKNOWN, firstSeen, WEEK, now);
    }
    Instant end = expiry.get().expiresAt();
    Optional<Due> day =
        days.stream().filter(due -> due.at().isAfter(now) && wanted.test(due.rung())).findFirst();
    if (day.isPresent()) {
      return day.get();
    }
    Due repeat = nextOfSeries(Rung.Kind.REPEAT, firstRepeat(), policy.repeat(), now);
    return repeat.at().isBefore(end) ? repeat : nextOfSeries(Rung.Kind.EXPIRED, end, DAY, now);
  }

  private Instant firstRepeat() {
    return days.get(days.size() - 1).at().plus(policy.repeat());
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
    for (int day : policy.ladder()) {
      Instant exact = end.minus(Duration.ofDays(policy.lifetimeDays() - (long) day));
      Instant at = lastReminderTime(policy, exact);
      days.removeIf(earlier -> !earlier.at().isBefore(at));
      days.add(new Due(Rung.day(day), at));
    }
    return List.copyOf(days);
  }

  /** The last time of day for reminders, on a day on which people work, that is not too late. */
  private static Instant lastReminderTime(RotationPolicy policy, Instant exact) {
    LocalDate day = exact.atZone(policy.zone()).toLocalDate();
    while (timeOn(policy, day).isAfter(exact)
        || (policy.snap() == RotationPolicy.Snap.EARLIER && !policy.isWorkingDay(day))) {
      day = day.minusDays(1);
    }
    return timeOn(policy, day);
  }

  private static Instant timeOn(RotationPolicy policy, LocalDate day) {
    return day.atTime(policy.time()).atZone(policy.zone()).toInstant();
  }
}
