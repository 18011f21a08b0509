// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;

/** The token bucket of the probe for one seller: starts full, one more each 62.5 seconds. */
final class ProbeBudget {

  private Instant fullAt = Instant.MIN;

  /** Takes one call out of the bucket if there is one. */
  boolean take(Instant now) {
    Instant base = fullAt.isBefore(now) ? now : fullAt;
    Instant next = base.plus(AmazonFacts.PROBE_INTERVAL);
    Duration capacity = AmazonFacts.PROBE_INTERVAL.multipliedBy(AmazonFacts.PROBE_BURST);
    if (Duration.between(now, next).compareTo(capacity) > 0) {
      return false;
    }
    fullAt = next;
    return true;
  }
}
