// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A door at which a thread waits until another opens it; whoever waits too long fails. */
final class Gate {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch latch = new CountDownLatch(1);

  void open() {
    latch.countDown();
  }

  boolean isOpen() {
    return latch.getCount() == 0;
  }

  void await() {
    if (!opensWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("what was waited for did not happen");
    }
  }

  /** Waits, whether interrupted or not. */
  boolean opensWithin(long time, TimeUnit unit) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + unit.toNanos(time);
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
