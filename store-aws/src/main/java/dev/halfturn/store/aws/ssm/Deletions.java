// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this store has deleted of late. A parameter that is made anew within {@link #REST} of its
 * deletion may be swept away by it. Thread-safe.
 */
final class Deletions {

  /** As AWS wants it. */
  static final Duration REST = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  Deletions(InstantSource clock) {
    this.clock = clock;
  }

  void add(String parameter) {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    ends.put(parameter, now.plus(REST));
  }

  /** How long the name must still rest; zero if it need not. */
  Duration rest(String parameter) {
    Instant end = ends.get(parameter);
    if (end == null) {
      return Duration.ZERO;
    }
    Duration rest = Duration.between(clock.instant(), end);
    if (rest.isNegative()) {
      return Duration.ZERO;
    }
    return rest.compareTo(REST) > 0 ? REST : rest; // the clock may have been put back
  }

  void forget(String parameter) {
    ends.remove(parameter);
  }
}
