// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;

/** The token bucket of one operation for one seller: starts full, one more each interval. */
final class CallBudget {

  private final Duration interval;
  private final int burst;
  private Instant fullAt = Instant.MIN;

  CallBudget(Duration interval, int burst) {
    this.interval = interval;
    this.burst = burst;
  }

  /** Takes one call out of the bucket if there is one. */
  boolean take(Instant now) {
    Instant base = fullAt.isBefore(now) ? now : fullAt;
    Instant next = base.plus(interval);
    Duration capacity = interval.multipliedBy(burst);
    if (Duration.between(now, next).compareTo(capacity) > 0) {
      return false;
    }
    fullAt = next;
    return true;
  }
}
