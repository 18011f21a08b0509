// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When to try again. Nothing here waits. */
final class RetrySchedule {

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  private static final List<Duration> NOTICE_STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private static final Duration FREQUENT = Duration.ofMinutes(60);
  private static final Duration RARE = Duration.ofHours(1);

  private RetrySchedule() {}

  /**
   * The next try of a secret refused since a moment: 15 s, 30 s, 1, 2, 5, then every 10 minutes
   * after one another for an hour, because a new secret may still be on its way through Amazon;
   * then once an hour.
   */
  static Instant afterRefusal(Instant since, Instant now) {
    if (!now.isBefore(since.plus(FREQUENT))) {
      return now.plus(RARE);
    }
    Instant next = since;
    int step = 0;
    while (!next.isAfter(now)) {
      next = next.plus(STEPS.get(Math.min(step, STEPS.size() - 1)));
      step++;
    }
    return next;
  }

  /** The next try of secrets that were refused while an older one passed. */
  static Instant afterAnOlderOnePassed(Instant now) {
    return now.plus(RARE);
  }

  /** The next try when the last one taught nothing. */
  static Instant afterNoVerdict(int tries, Instant now) {
    return now.plus(STEPS.get(Math.min(Math.max(tries, 1), STEPS.size()) - 1));
  }

  /** The next attempt to send a notice: after 1, 2, 5, 15, 60 minutes, then hourly. */
  static Instant afterFailedNotice(int attempts, Instant last) {
    return last.plus(NOTICE_STEPS.get(Math.min(Math.max(attempts, 1), NOTICE_STEPS.size()) - 1));
  }
}
