// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a secret should be replaced and when people are reminded. Days are days of the secret's
 * life: day 150 of 180 is 30 days before the end.
 *
 * @param lifetime how long Amazon accepts a client secret; whole days
 * @param overlap how long the old secret works beside the new one; whole days
 * @param rotateAt day from which the secret is due for rotation; 60 to 14 days before the end
 * @param latest day from which waiting is no longer harmless: notices become critical
 * @param ladder days on which a reminder is due, ascending
 * @param quiet those of the ladder that are only logged and shown
 * @param repeat after the last rung, how often it is repeated until the end
 * @param snap what happens to a rung that falls on a free day
 * @param holidays free days besides Saturday and Sunday
 * @param time time of day of a reminder, in {@code zone}
 * @param zone whose calendar decides what a working day is; never used to add days
 */
public record RotationPolicy(
    Duration lifetime,
    Duration overlap,
    int rotateAt,
    int latest,
    SortedSet<Integer> ladder,
    Set<Integer> quiet,
    Duration repeat,
    Snap snap,
    Set<LocalDate> holidays,
    LocalTime time,
    ZoneId zone) {

  /** What happens to a rung that falls on a Saturday, Sunday or holiday. */
  public enum Snap {
    /** It is due on the working day before. */
    EARLIER,
    /** It stays where it is. */
    NONE
  }

  // before DEFAULT, whose checks need it
  private static final Duration DAY = Duration.ofDays(1);

  /** 180 days, 7 days overlap, due from day 150, the ladder that contains all of Amazon's days. */
  public static final RotationPolicy DEFAULT =
      new RotationPolicy(
          Duration.ofDays(180),
          Duration.ofDays(7),
          150,
          173,
          new TreeSet<>(List.of(90, 120, 150, 165, 173, 175, 177, 178, 179)),
          Set.of(90, 120),
          Duration.ofHours(12),
          Snap.EARLIER,
          Set.of(),
          LocalTime.of(9, 0),
          ZoneOffset.UTC);

  private static final int MAX_RUNGS = 30;
  private static final int EARLIEST_ROTATION = 60;
  private static final int LATEST_ROTATION = 14;

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code POLICY_INVALID}, if
   *     the values contradict one another; the message begins with the component's name
   */
  public RotationPolicy {
    ladder = Collections.unmodifiableSortedSet(new TreeSet<>(ladder));
    quiet = Set.copyOf(quiet);
    holidays = Set.copyOf(holidays);
    Objects.requireNonNull(snap);
    Objects.requireNonNull(time);
    Objects.requireNonNull(zone);
    require(wholeDays(lifetime), "lifetime: must be a positive number of whole days");
    require(wholeDays(overlap), "overlap: must be a positive number of whole days");
    require(overlap.compareTo(lifetime) < 0, "overlap: must be shorter than the lifetime");
    int days = (int) lifetime.toDays();
    require(
        rotateAt >= Math.max(1, days - EARLIEST_ROTATION) && rotateAt <= days - LATEST_ROTATION,
        "rotate-at: must be between 60 and 14 days before the end of the lifetime");
    require(
        latest >= rotateAt && latest < days,
        "latest: must not be before rotate-at and must be before the end of the lifetime");
    require(
        !ladder.isEmpty() && ladder.size() <= MAX_RUNGS,
        "ladder: must have 1 to " + MAX_RUNGS + " days");
    require(
        ladder.first() >= 1 && ladder.last() < days,
        "ladder: its days must be at least 1 and before the end of the lifetime");
    require(ladder.containsAll(quiet), "quiet: every quiet day must be a day of the ladder");
    require(!quiet.contains(ladder.last()), "quiet: the last day of the ladder must not be silent");
    require(
        repeat.compareTo(Duration.ofHours(1)) >= 0 && repeat.compareTo(DAY) <= 0,
        "repeat: must be between one hour and one day");
  }

  /** The lifetime in days. */
  public int lifetimeDays() {
    return (int) lifetime.toDays();
  }

  /** Whether people work on this day. */
  boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek().getValue() <= 5 && !holidays.contains(day);
  }

  private static boolean wholeDays(Duration duration) {
    return duration.compareTo(DAY) >= 0
        && duration.compareTo(Duration.ofDays(3650)) <= 0
        && duration.equals(Duration.ofDays(duration.toDays()));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "POLICY_INVALID", message));
    }
  }
}
