// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.Objects;

/**
 * When a secret should be replaced and when people are reminded. Days are days of the secret's
 * life: day 150 of 180 is 30 days before the end.
 *
 * @param lifetime how long Amazon accepts a client secret; whole days
 * @param overlap how long the old secret works beside the new one; whole days
 * @param rotateAt day from which the secret is due for rotation; 60 to 14 days before the end
 * @param latest day from which waiting is no longer harmless: notices become critical
 * @param reminders when people are told, and who
 * @param automatic whether rotations begin by themselves, and when
 */
public record RotationPolicy(
    Duration lifetime,
    Duration overlap,
    int rotateAt,
    int latest,
    ReminderPolicy reminders,
    AutomaticPolicy automatic) {

  // before DEFAULT, whose checks need it
  private static final Duration DAY = Duration.ofDays(1);

  /** 180 days, 7 days overlap, due from day 150. */
  public static final RotationPolicy DEFAULT =
      new RotationPolicy(
          Duration.ofDays(180),
          Duration.ofDays(7),
          150,
          173,
          ReminderPolicy.DEFAULT,
          AutomaticPolicy.OFF);

  private static final int EARLIEST_ROTATION = 60;
  private static final int LATEST_ROTATION = 14;

  /** In the last week before the end every notifier is used, at any hour. */
  private static final int LAST_WEEK = 7;

  /** In the last days a reminder is repeated that nobody has acknowledged. */
  private static final int LAST_DAYS = 3;

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code POLICY_INVALID}, if
   *     the values contradict one another; the message begins with the component's name
   */
  public RotationPolicy {
    Objects.requireNonNull(reminders);
    PolicyRule.require(wholeDays(lifetime), "lifetime: must be a positive number of whole days");
    PolicyRule.require(wholeDays(overlap), "overlap: must be a positive number of whole days");
    PolicyRule.require(
        overlap.compareTo(lifetime) < 0, "overlap: must be shorter than the lifetime");
    int days = (int) lifetime.toDays();
    PolicyRule.require(
        rotateAt >= Math.max(1, days - EARLIEST_ROTATION) && rotateAt <= days - LATEST_ROTATION,
        "rotate-at: must be between 60 and 14 days before the end of the lifetime");
    PolicyRule.require(
        latest >= rotateAt && latest < days,
        "latest: must not be before rotate-at and must be before the end of the lifetime");
    PolicyRule.require(
        reminders.ladder().first() >= 1 && reminders.ladder().last() < days,
        "ladder: its days must be at least 1 and before the end of the lifetime");
    PolicyRule.require(
        reminders.overlap().isEmpty() || reminders.overlap().first() < overlap.toDays(),
        "overlap-ladder: all its days come after the end of the overlap");
    Duration wait = Duration.ofDays(latest - (long) rotateAt);
    PolicyRule.require(
        automatic.window().map(window -> window.opensWithin(wait)).orElse(true),
        "window: may not open between rotate-at and latest");
  }

  /** The same with other reminders. */
  public RotationPolicy withReminders(ReminderPolicy other) {
    return new RotationPolicy(lifetime, overlap, rotateAt, latest, other, automatic);
  }

  /** The same with rotations beginning by themselves, or not. */
  public RotationPolicy withAutomatic(AutomaticPolicy other) {
    return new RotationPolicy(lifetime, overlap, rotateAt, latest, reminders, other);
  }

  /** The lifetime in days. */
  public int lifetimeDays() {
    return (int) lifetime.toDays();
  }

  /** Day of life from which every notifier is used, at any hour. */
  public int lastWeek() {
    return lifetimeDays() - LAST_WEEK;
  }

  /** How long before the end reminders begin to be repeated. */
  static Duration repeatedFor() {
    return Duration.ofDays(LAST_DAYS);
  }

  private static boolean wholeDays(Duration duration) {
    return duration.compareTo(DAY) >= 0
        && duration.compareTo(Duration.ofDays(3650)) <= 0
        && duration.equals(Duration.ofDays(duration.toDays()));
  }
}
