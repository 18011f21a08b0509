// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.time.Duration;
import java.time.Instant;

/** Distances in time as people say them. */
final class Ago {

  private Ago() {}

  /** {@code 12 minutes ago}. */
  static String of(Instant past, Instant now) {
    Duration passed = Duration.between(past, now);
    if (passed.compareTo(Duration.ofMinutes(1)) < 0) {
      return "just now";
    }
    if (passed.compareTo(Duration.ofHours(2)) < 0) {
      return count(passed.toMinutes(), "minute") + " ago";
    }
    if (passed.compareTo(Duration.ofDays(2)) < 0) {
      return count(passed.toHours(), "hour") + " ago";
    }
    return count(passed.toDays(), "day") + " ago";
  }

  /** {@code 1 day}, {@code 3 days}. */
  static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
