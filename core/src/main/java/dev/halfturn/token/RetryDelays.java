// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait between the tries of one exchange: at random, so that many clients whom one
 * outage stopped do not come back together.
 */
class RetryDelays {

  static final Duration SHORTEST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(8);

  private final RandomGenerator random;

  RetryDelays(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Anything from half a second to 2 s after the first try and to 8 s after the second; what Amazon
   * asks for if that is more.
   *
   * @param tries made so far, at least 1
   */
  Duration after(int tries, Optional<Duration> asked) {
    long ceiling = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << (2 * tries));
    Duration drawn = Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), ceiling + 1));
    return asked.filter(wait -> wait.compareTo(drawn) > 0).orElse(drawn);
  }
}
