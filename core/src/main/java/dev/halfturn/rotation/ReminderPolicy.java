// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When people are told, who, and in which language.
 *
 * @param ladder days of a secret's life on which a reminder is due, ascending
 * @param quiet those of the ladder that are only logged and shown
 * @param repeat in the last three days, or after the last day of the ladder if that is later, how
 *     often a reminder is repeated that nobody has acknowledged
 * @param overlap days after a rotation on which people are told that somebody still uses the old
 *     secret
 * @param sellers days before the end of a seller's authorization on which a reminder is due
 * @param calendar on which days people work
 * @param quietHours hours in which nobody is told what can wait: nothing of the last week, and
 *     nothing that somebody has just asked for
 * @param audience who tells
 * @param language of the notices: English or German
 */
public record ReminderPolicy(
    SortedSet<Integer> ladder,
    Set<Integer> quiet,
    Duration repeat,
    SortedSet<Integer> overlap,
    SortedSet<Integer> sellers,
    WorkCalendar calendar,
    Optional<QuietHours> quietHours,
    Audience audience,
    Locale language) {

  /** The ladder that contains all of Amazon's days, on working days at 09:00 UTC, in English. */
  public static final ReminderPolicy DEFAULT =
      new ReminderPolicy(
          new TreeSet<>(List.of(90, 120, 150, 165, 173, 175, 177, 178, 179)),
          Set.of(90, 120),
          Duration.ofHours(12),
          new TreeSet<>(List.of(1, 4, 6)),
          new TreeSet<>(List.of(30, 14, 7, 3, 1)),
          new WorkCalendar(
              WorkCalendar.Snap.EARLIER,
              EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
              Set.of(),
              LocalTime.of(9, 0),
              ZoneOffset.UTC),
          Optional.empty(),
          Audience.EVERYBODY,
          Locale.ENGLISH);

  private static final int MAX_RUNGS = 30;

  public ReminderPolicy {
    ladder = Collections.unmodifiableSortedSet(new TreeSet<>(ladder));
    quiet = Set.copyOf(quiet);
    overlap = Collections.unmodifiableSortedSet(new TreeSet<>(overlap));
    sellers = Collections.unmodifiableSortedSet(new TreeSet<>(sellers));
    Objects.requireNonNull(calendar);
    Objects.requireNonNull(audience);
    RotationPolicy.require(
        !ladder.isEmpty() && ladder.size() <= MAX_RUNGS,
        "ladder: must have 1 to " + MAX_RUNGS + " days");
    RotationPolicy.require(
        ladder.containsAll(quiet), "quiet: every quiet day must be a day of the ladder");
    RotationPolicy.require(
        !quiet.contains(ladder.last()), "quiet: the last day of the ladder must not be silent");
    RotationPolicy.require(
        repeat.compareTo(Duration.ofHours(1)) >= 0 && repeat.compareTo(Duration.ofDays(1)) <= 0,
        "repeat: must be between one hour and one day");
    RotationPolicy.require(
        overlap.isEmpty() || (overlap.first() >= 1 && overlap.last() <= MAX_RUNGS),
        "overlap-ladder: its days must be between 1 and " + MAX_RUNGS);
    RotationPolicy.require(
        sellers.size() <= MAX_RUNGS
            && (sellers.isEmpty() || (sellers.first() >= 0 && sellers.last() <= 365)),
        "sellers: its days must be between 0 and 365");
    RotationPolicy.require(
        quietHours.map(hours -> !hours.contain(calendar.time())).orElse(true),
        "quiet-hours: contain the time of day at which reminders are due");
    RotationPolicy.require(
        Phrases.LANGUAGES.contains(language), "language: must be one of " + Phrases.languages());
  }

  /** The days of the ladder on which people are told. */
  public SortedSet<Integer> loud() {
    SortedSet<Integer> loud = new TreeSet<>(ladder);
    loud.removeAll(quiet);
    return loud;
  }

  /** The same with another ladder. */
  public ReminderPolicy withLadder(SortedSet<Integer> days, Set<Integer> quietDays) {
    return new ReminderPolicy(
        days, quietDays, repeat, overlap, sellers, calendar, quietHours, audience, language);
  }

  /** The same, repeated at another pace. */
  public ReminderPolicy withRepeat(Duration pace) {
    return new ReminderPolicy(
        ladder, quiet, pace, overlap, sellers, calendar, quietHours, audience, language);
  }

  /** The same for people who work on other days. */
  public ReminderPolicy withCalendar(WorkCalendar other) {
    return new ReminderPolicy(
        ladder, quiet, repeat, overlap, sellers, other, quietHours, audience, language);
  }

  /** The same for people who sleep. */
  public ReminderPolicy withQuietHours(QuietHours hours) {
    return new ReminderPolicy(
        ladder, quiet, repeat, overlap, sellers, calendar, Optional.of(hours), audience, language);
  }

  /** The same, told by others. */
  public ReminderPolicy withAudience(Audience other) {
    return new ReminderPolicy(
        ladder, quiet, repeat, overlap, sellers, calendar, quietHours, other, language);
  }

  /** The same in another language. */
  public ReminderPolicy withLanguage(Locale other) {
    return new ReminderPolicy(
        ladder, quiet, repeat, overlap, sellers, calendar, quietHours, audience, other);
  }
}
