// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Real time passing on a connection's thread. */
final class Pause {

  private Pause() {}

  /** Returns early, with the interrupt kept, when the simulator is closed. */
  static void of(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
