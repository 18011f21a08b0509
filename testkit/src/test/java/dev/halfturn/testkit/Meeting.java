// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes races certain: calls from the threads of {@link Together} wait for one another in pairs.
 * After the first call that waits in vain nobody waits any more.
 */
final class Meeting {

  private final CyclicBarrier barrier = new CyclicBarrier(2);
  private volatile boolean everHappened;

  /** Whether this thread is one of {@link Together}; no other waits. */
  static boolean isExpected() {
    return Thread.currentThread().getName().equals(Together.THREAD_NAME);
  }

  /** Whether another thread comes here at the same time, or two came at the same time before. */
  boolean happened() {
    if (!isExpected()) {
      return false;
    }
    try {
      barrier.await(1, TimeUnit.SECONDS);
      everHappened = true;
      return true;
    } catch (BrokenBarrierException | TimeoutException e) {
      return everHappened;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
