// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Hours of a week in which a rotation may begin by itself: those in which somebody is there to see
 * it.
 *
 * @param days the days of the week, at least one
 * @param from the first moment, each of these days
 * @param to the first moment after them, the same day
 * @param zone whose days and hours these are
 */
public record RotationWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  private static final int WEEK = 7;

  public RotationWindow {
    days = days.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(days));
    Objects.requireNonNull(zone);
    PolicyRule.require(!days.isEmpty(), "window: must name a day of the week");
    PolicyRule.require(from.isBefore(to), "window: must begin before it ends, on the same day");
  }

  /** The first moment in it that is not before this one. */
  Instant next(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    if (days.contains(local.getDayOfWeek()) && contains(local.toLocalTime())) {
      return moment;
    }
    for (int ahead = 0; ahead <= WEEK; ahead++) {
      ZonedDateTime begin = local.plusDays(ahead).with(from);
      if (days.contains(begin.getDayOfWeek()) && begin.isAfter(local)) {
        return begin.toInstant();
      }
    }
    throw new IllegalStateException("each day of the week comes within a week");
  }

  /** Whether it is sure to open within a time, wherever in the week that begins. */
  boolean opensWithin(Duration time) {
    return !time.minusDays(longestPause()).isNegative();
  }

  /** The most days from one opening to the next. */
  private int longestPause() {
    int longest = 0;
    for (DayOfWeek day : days) {
      int pause = 1;
      while (!days.contains(day.plus(pause))) {
        pause++;
      }
      longest = Math.max(longest, pause);
    }
    return longest;
  }

  private boolean contains(LocalTime time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
