// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Tries again what fails for now: after a second, then twice as long each time, up to a minute. */
final class Patience {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Patience() {}

  /**
   * What the attempt comes to in the end.
   *
   * @param wait told of each failure that may pass; returns when it is time for the next attempt
   * @throws HalfturnException of an attempt that fails for good
   */
  static <T> T insist(Supplier<T> attempt, BiConsumer<HalfturnException, Duration> wait) {
    Duration next = SHORTEST;
    while (true) {
      try {
        return attempt.get();
      } catch (HalfturnException e) {
        boolean mayPass = e.code().retryable() || e.code() == ErrorCode.CONFLICT; // busy
        if (!mayPass) {
          throw e;
        }
        wait.accept(e, next);
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
      }
    }
  }
}
