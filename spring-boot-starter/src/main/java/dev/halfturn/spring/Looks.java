// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Begins to watch, if this application is to, and reads how everything stands from time to time, on
 * a thread of its own: a store that is slow or out of reach does not keep the application from
 * starting.
 */
final class Looks implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Looks.class);
  private static final Duration UNTIL_NEXT_TRY = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HalfturnProperties properties;
  private final Halfturn halfturn;
  private final StatusBoard board;
  private final Duration untilNextTry;
  private volatile boolean watching;
  private ScheduledExecutorService thread; // guarded by this; null unless it runs

  Looks(HalfturnProperties properties, Halfturn halfturn, StatusBoard board) {
    this(properties, halfturn, board, UNTIL_NEXT_TRY);
  }

  /**
   * @param untilNextTry from one failed try to watch to the next
   */
  Looks(
      HalfturnProperties properties, Halfturn halfturn, StatusBoard board, Duration untilNextTry) {
    this.properties = properties;
    this.halfturn = halfturn;
    this.board = board;
    this.untilNextTry = untilNextTry;
  }

  @Override
  public synchronized void start() {
    if (thread != null) {
      return;
    }
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread looking = new Thread(task, "halfturn-looks");
              looking.setDaemon(true);
              return looking;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread = executor;
    if (properties.watch() && !watching) {
      thread.execute(this::watch);
    }
    if (!properties.lookEvery().isZero()) {
      long millis = properties.lookEvery().toMillis();
      var unused =
          thread.scheduleWithFixedDelay(this::look, 0, Math.max(1, millis), TimeUnit.MILLISECONDS);
    }
  }

  private void watch() {
    try {
      halfturn.startWatching();
      watching = true;
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.FAILED_PRECONDITION) {
        log.warn("the application has begun to watch by itself: {}", e.getMessage());
        return;
      }
      log.warn("cannot watch yet, trying again in a minute: {}", e.getMessage());
      watchLater();
    } catch (RuntimeException | Error e) { // nobody else would hear of it; may quote anything
      log.warn("cannot watch yet, trying again in a minute: {}", e.getClass().getName());
      watchLater();
    }
  }

  private synchronized void watchLater() {
    try {
      if (thread != null) {
        var unused = thread.schedule(this::watch, untilNextTry.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      log.debug("stopped meanwhile", e);
    }
  }

  /** A look that throws would be the last one. */
  private void look() {
    try {
      board.refresh();
      if (watching) {
        halfturn.noticeApplications(); // where none has a plan, nothing else does
      }
    } catch (HalfturnException e) {
      log.warn("the applications cannot be listed: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      log.warn("a look at the client secrets failed with {}", e.getClass().getName());
    }
  }

  /** Lets a look that has begun come to its end, as Halfturn is going to be closed. */
  @Override
  public void stop() {
    ScheduledExecutorService running;
    synchronized (this) {
      running = thread;
      thread = null;
    }
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (!running.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("a look at the store has not ended within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
