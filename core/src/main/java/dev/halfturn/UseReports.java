// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the store that this process works with a secret that will not work much longer: once a
 * day, on a thread of its own, since whoever wants a token must not wait for it.
 */
final class UseReports implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UseReports.class);

  private static final Duration ONCE = Duration.ofHours(24);
  private static final int LONGEST_WAIT = 5;

  private final Optional<String> consumer;
  private final InstantSource clock;
  private final Map<String, Instant> reported = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread;

  /**
   * @param consumer what this process is called; empty for the computer's name
   */
  UseReports(Optional<String> consumer, InstantSource clock) {
    this.consumer = consumer;
    this.clock = clock;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            LONGEST_WAIT,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            action -> {
              Thread made = new Thread(action, "halfturn-use-reports");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** Notes a use, unless one of today is known. Returns at once. */
  void previousUsed(String app, RotationTracker tracker) {
    Instant now = clock.instant();
    Instant last = reported.get(app);
    boolean isDue = last == null || last.plus(ONCE).isBefore(now);
    if (isDue && !thread.isShutdown()) {
      reported.put(app, now);
      thread.execute(() -> report(app, tracker));
    }
  }

  private void report(String app, RotationTracker tracker) {
    try {
      tracker.noteUseOfPrevious(app, consumer.orElseGet(ComputerName::whole));
    } catch (HalfturnException e) { // who may only read the store works all the same
      reported.remove(app);
      log.info("{}: use of the previous client secret not noted: {}", app, e.getMessage());
    }
  }

  /** Waits a moment for what is being noted. Idempotent. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST_WAIT, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
