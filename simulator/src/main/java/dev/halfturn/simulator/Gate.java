// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds calls until it is opened, so that a test can see how many are under way without waiting for
 * time to pass. Thread-safe.
 */
public final class Gate {

  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch open = new CountDownLatch(1);

  /** A closed gate. */
  public Gate() {}

  /**
   * Waits until so many more calls are held.
   *
   * @return false if that took longer than {@code limit}
   */
  public boolean awaitArrivals(int calls, Duration limit) throws InterruptedException {
    return arrivals.tryAcquire(calls, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Lets all calls through, those to come too. */
  public void open() {
    open.countDown();
  }

  void pass() {
    arrivals.release();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
