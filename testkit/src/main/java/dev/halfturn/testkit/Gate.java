// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door at which a thread waits until another opens it; whoever waits too long fails. */
final class Gate {

  private final CountDownLatch latch = new CountDownLatch(1);
  private final Duration patience;

  Gate(Duration patience) {
    this.patience = patience;
  }

  void open() {
    latch.countDown();
  }

  void await() {
    if (!opensWithin(patience)) {
      throw new AssertionError("what was waited for did not happen");
    }
  }

  /** Waits, whether interrupted or not. */
  boolean opensWithin(Duration time) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + time.toNanos();
    try {
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
