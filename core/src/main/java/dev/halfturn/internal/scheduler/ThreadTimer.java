// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread, which begins with the first plan. */
final class ThreadTimer implements Timer {

  private final ScheduledThreadPoolExecutor executor;
  private Future<?> next;

  ThreadTimer(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            action -> {
              Thread thread = new Thread(action, threadName);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public synchronized void plan(Duration delay, Runnable action) {
    if (executor.isShutdown()) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    next = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void close() {
    executor.shutdown();
  }
}
