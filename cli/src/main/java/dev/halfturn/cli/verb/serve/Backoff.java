// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, a minute at most. */
final class Backoff {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = Duration.ofSeconds(1);

  Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }
}
