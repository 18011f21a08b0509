// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What follows from the occasion of a notice. */
final class Occasions {

  // a day of the secret's life, also repeated, or somebody is asked to act
  private static final Pattern BEFORE_THE_END =
      Pattern.compile("[0-9]+(?:-[0-9]+)?|handover-[0-9]+");
  private static final Pattern AFTER_THE_END = Pattern.compile("expired-[0-9]+");

  private Occasions() {}

  /** Whether it reminds of an end that is yet to come. */
  static boolean isReminder(Notice notice, Instant now) {
    return BEFORE_THE_END.matcher(notice.occasion()).matches()
        && notice.expiresAt().filter(now::isBefore).isPresent();
  }

  /** Whole days until the end, negative after it; empty where they are not what matters. */
  static OptionalLong daysLeft(Notice notice, Instant now) {
    boolean matter =
        BEFORE_THE_END.matcher(notice.occasion()).matches()
            || AFTER_THE_END.matcher(notice.occasion()).matches();
    if (!matter || notice.expiresAt().isEmpty()) {
      return OptionalLong.empty();
    }
    Instant end = notice.expiresAt().get();
    return OptionalLong.of(now.isBefore(end) ? Duration.between(now, end).toDays() : -1);
  }
}
