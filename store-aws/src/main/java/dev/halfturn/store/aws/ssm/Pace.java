// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps runs of calls below the 40 a second that an account has for all its readers. Thread-safe.
 */
final class Pace {

  private static final Duration INTERVAL = Duration.ofSeconds(1).dividedBy(30);

  /** Longer waits come from a clock that was put back. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final InstantSource clock;
  private Instant next = Instant.MIN;

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** How long to wait before one more call, which is then to be made. */
  synchronized Duration reserve() {
    Instant now = clock.instant();
    if (next.isBefore(now) || next.isAfter(now.plus(LONGEST))) {
      next = now;
    }
    Duration wait = Duration.between(now, next);
    next = next.plus(INTERVAL);
    return wait;
  }
}
