// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A failure that is not repeated for a while, so that a caller who asks again and again does not
 * reach Amazon each time.
 *
 * @param failure what happened last
 * @param count how often in a row
 * @param until when it may be tried again, in {@link System#nanoTime()}
 */
record Remembered(HalfturnException failure, int count, long until) {

  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(5);

  // what passes by itself is tried more often, so that everything works again soon after it passed
  static final Duration LONGEST_PASSING = Duration.ofSeconds(30);

  /**
   * Remembers for a second, twice as long each time the failure follows another, at most five
   * minutes; less a random fifth.
   *
   * @param before what was remembered until now, or null
   */
  static Remembered after(
      Remembered before, HalfturnException failure, long nanos, RandomGenerator random) {
    int count = before == null ? 1 : Math.min(before.count + 1, 30);
    Duration longest = passes(failure) ? LONGEST_PASSING : LONGEST;
    long wait = Math.min(longest.toNanos(), SHORTEST.toNanos() << (count - 1));
    wait -= random.nextLong(wait / 5 + 1);
    return new Remembered(failure, count, nanos + Math.max(wait, asked(failure)));
  }

  private static boolean passes(HalfturnException failure) {
    return failure instanceof TokenException e
        ? e.fault() == Fault.AMAZON || e.fault() == Fault.THROTTLED
        : failure.code().retryable();
  }

  private static long asked(HalfturnException failure) {
    return failure instanceof TokenException e
        ? e.retryAfter().map(wait -> Math.min(wait.toSeconds(), LONGEST.toSeconds())).orElse(0L)
            * 1_000_000_000L
        : 0;
  }

  boolean isDue(long nanos) {
    return nanos - until >= 0;
  }

  /** The failure for one more caller: with that caller's stack, the first one's as the cause. */
  static HalfturnException again(HalfturnException failure) {
    return failure instanceof TokenException e
        ? new TokenException(e.problem(), e)
        : new HalfturnException(failure.problem(), failure);
  }
}
