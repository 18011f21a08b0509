// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A token and what to do with it when, in {@link System#nanoTime()}.
 *
 * @param refreshAt from when on a new one is fetched while this one serves
 * @param uselessAt from when on it serves no more
 */
record Held(AccessToken token, long refreshAt, long uselessAt) {

  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration JITTER = Duration.ofSeconds(30);

  // a call made with a token takes a while to arrive
  private static final Duration ON_THE_WAY = Duration.ofSeconds(5);

  /**
   * Plans a token's life: refreshed 300 s before its end, 30 s more or less so that tokens fetched
   * together are not refreshed together, but not in the first half of its life.
   *
   * @param askedAt when the exchange began, by the calendar
   * @param askedAtNanos the same moment by {@code nanoTime}
   */
  static Held of(AccessToken token, Instant askedAt, long askedAtNanos, RandomGenerator random) {
    // the calendar clock may have been set meanwhile
    Duration life =
        min(Duration.between(askedAt, token.expiresAt()), TokenAnswer.LONGEST_LIFE.multipliedBy(2));
    Duration jitter = Duration.ofMillis(random.nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1));
    return new Held(
        token,
        askedAtNanos + life.minus(margin(life, MARGIN.plus(jitter))).toNanos(),
        askedAtNanos + life.minus(min(ON_THE_WAY, life.dividedBy(10))).toNanos());
  }

  /** How long before its end a token of that life is replaced. */
  static Duration margin(Duration life) {
    return margin(life, MARGIN);
  }

  private static Duration margin(Duration life, Duration usual) {
    return min(usual, life.dividedBy(2));
  }

  boolean isFresh(long nanos) {
    return nanos - refreshAt < 0;
  }

  boolean isUseful(long nanos) {
    return nanos - uselessAt < 0;
  }

  /** The same when time has passed that {@code nanoTime} did not count. */
  Held earlierBy(Duration time) {
    return new Held(token, refreshAt - time.toNanos(), uselessAt - time.toNanos());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
