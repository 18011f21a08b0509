// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Amazon's time: another clock, moved forward by what it was advanced. Thread-safe. It never goes
 * back on its own account.
 */
public final class SimulatorClock implements InstantSource {

  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final InstantSource base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private SimulatorClock(InstantSource base) {
    this.base = base;
  }

  /** Stands still at {@code start} until it is advanced. */
  public static SimulatorClock standingAt(Instant start) {
    return new SimulatorClock(InstantSource.fixed(start));
  }

  /** Goes with {@code base}, which may be a clock that a test moves. */
  public static SimulatorClock over(InstantSource base) {
    return new SimulatorClock(base);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  /**
   * Moves the time forward.
   *
   * @throws IllegalArgumentException if negative or beyond the year 9999, which HTTP cannot write
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("Amazon's clock does not go back");
    }
    ahead.updateAndGet(
        before -> {
          if (time.compareTo(Duration.between(base.instant().plus(before), END)) > 0) {
            throw new IllegalArgumentException("Amazon's clock ends with the year 9999");
          }
          return before.plus(time);
        });
  }
}
