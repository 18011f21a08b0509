// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A listener that counts wake-ups and waits for them. */
final class WakeUps implements Consumer<String> {

  private static final class Count {
    final AtomicInteger all = new AtomicInteger();
    final Semaphore notAwaited = new Semaphore(0);
  }

  private final Duration patience;
  private final Runnable drive;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final Map<String, Runnable> onFirst = new ConcurrentHashMap<>();

  /**
   * @param patience how long to wait for a wake-up
   * @param drive run again and again while waiting
   */
  WakeUps(Duration patience, Runnable drive) {
    this.patience = patience;
    this.drive = drive;
  }

  /** What the first wake-up of an application does; the later ones do nothing. */
  void onFirst(String app, Runnable action) {
    onFirst.put(app, action);
  }

  @Override
  public void accept(String app) {
    Runnable action = onFirst.remove(app);
    try {
      if (action != null) {
        action.run();
      }
    } finally {
      counts(app).all.incrementAndGet();
      counts(app).notAwaited.release();
    }
  }

  int count(String app) {
    return counts(app).all.get();
  }

  /** Returns when one more wake-up has ended than were awaited before. */
  void await(String app) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      do {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(app + " was not woken again; " + count(app) + " times in all");
        }
        drive.run();
      } while (!counts(app).notAwaited.tryAcquire(20, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Count counts(String app) {
    return counts.computeIfAbsent(app, first -> new Count());
  }
}
