// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;

/** How a command waits in the foreground. */
@FunctionalInterface
public interface Pause {

  /**
   * Returns after the duration.
   *
   * @throws HalfturnException reason {@link StopSignal#REASON} if the process is to end
   */
  void sleep(Duration duration);

  /** Waits for the duration; false if the process is to end instead. */
  default boolean elapses(Duration duration) {
    try {
      sleep(duration);
      return true;
    } catch (HalfturnException e) {
      if (e.reason().equals(StopSignal.REASON)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * From now on the command may take so long to come to an end when it is told to, instead of a
   * moment.
   */
  default void mayTake(Duration duration) {}

  /** Really waits. */
  static Pause real() {
    return new StopSignal();
  }
}
