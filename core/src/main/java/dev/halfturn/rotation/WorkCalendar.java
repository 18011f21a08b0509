// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * On which days people are at work, and at what time they are reminded.
 *
 * @param snap what happens to a reminder that falls on a free day
 * @param workingDays the days of the week on which people work
 * @param holidays free days besides
 * @param time time of day of a reminder, in {@code zone}
 * @param zone whose calendar decides what a working day is; never used to add days
 */
public record WorkCalendar(
    Snap snap, Set<DayOfWeek> workingDays, Set<LocalDate> holidays, LocalTime time, ZoneId zone) {

  /** What happens to a reminder that falls on a free day. */
  public enum Snap {
    /** It is due on the working day before. */
    EARLIER,
    /** It stays where it is. */
    NONE
  }

  /** Most days in a row on which nobody works. */
  static final int LONGEST_HOLIDAYS = 21;

  public WorkCalendar {
    Objects.requireNonNull(snap);
    RotationPolicy.require(!workingDays.isEmpty(), "working-days: must name at least one day");
    workingDays = Collections.unmodifiableSet(EnumSet.copyOf(workingDays));
    holidays = Set.copyOf(holidays);
    Objects.requireNonNull(time);
    Objects.requireNonNull(zone);
    for (LocalDate holiday : holidays) {
      RotationPolicy.require(
          freeDaysUntil(holiday, workingDays, holidays) <= LONGEST_HOLIDAYS,
          "holidays: leave no working day in the "
              + LONGEST_HOLIDAYS
              + " days before "
              + holiday.plusDays(1)
              + ", so no reminder could be moved to one");
    }
  }

  /** Whether people work on this day. */
  boolean isWorkingDay(LocalDate day) {
    return isWorkingDay(day, workingDays, holidays);
  }

  /** The last time of day for reminders, on a day on which people work, that is not too late. */
  Instant lastReminderTime(Instant exact) {
    LocalDate day = exact.atZone(zone).toLocalDate();
    while (timeOn(day).isAfter(exact) || (snap == Snap.EARLIER && !isWorkingDay(day))) {
      day = day.minusDays(1);
    }
    return timeOn(day);
  }

  /** How long a reminder may come before the day it is for. */
  Duration earliest() {
    return Duration.ofDays(LONGEST_HOLIDAYS + 1L);
  }

  private Instant timeOn(LocalDate day) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  private static int freeDaysUntil(
      LocalDate last, Set<DayOfWeek> workingDays, Set<LocalDate> holidays) {
    int free = 0;
    for (LocalDate day = last;
        free <= LONGEST_HOLIDAYS && !isWorkingDay(day, workingDays, holidays);
        day = day.minusDays(1)) {
      free++;
    }
    return free;
  }

  private static boolean isWorkingDay(
      LocalDate day, Set<DayOfWeek> workingDays, Set<LocalDate> holidays) {
    return workingDays.contains(day.getDayOfWeek()) && !holidays.contains(day);
  }
}
