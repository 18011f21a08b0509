// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the cache: those that refresh ahead of expiry, one of which looks now and then
 * whether the machine was suspended. None is started before there is something to do.
 */
final class Background implements AutoCloseable {

  // 10,000 sellers whose tokens end within the same five minutes are 33 exchanges a second
  private static final int THREADS = 8;

  private final ScheduledThreadPoolExecutor threads;
  private final Executor executor;
  private final SuspensionWatch watch;
  private final AtomicBoolean watching = new AtomicBoolean();
  // each flight takes one; who closes waits until it gets all
  private final Semaphore flights = new Semaphore(Integer.MAX_VALUE);
  private volatile boolean closed;

  /**
   * @param given who refreshes instead of own threads, or null
   */
  Background(SuspensionWatch watch, Executor given) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "halfturn-token-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setKeepAliveTime(30, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    this.executor = given == null ? threads : given;
    this.watch = watch;
  }

  /** Runs later, or, when closed, does what is to be done instead. */
  void run(Runnable work, Runnable ifRefused) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      ifRefused.run();
    }
  }

  /** Starts to look for suspensions, once. */
  void watch() {
    if (!watching.get() && watching.compareAndSet(false, true) && executor == threads) {
      watch.look();
      long period = SuspensionWatch.PERIOD.toSeconds();
      try {
        ScheduledFuture<?> unused =
            threads.scheduleWithFixedDelay(watch::look, period, period, TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        requireOpen();
      }
    }
  }

  void requireOpen() {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the token cache is closed"));
    }
  }

  /** Before work that {@link #close} waits for; afterwards {@link #landed}. */
  void takeOff() {
    if (flights.tryAcquire()) {
      if (!closed) {
        return;
      }
      flights.release();
    }
    requireOpen();
  }

  void landed() {
    flights.release();
  }

  /**
   * Lets nobody begin anything, and waits for what is under way, for as long as one call may last:
   * what Amazon answers may be a refresh token that it never gives again.
   */
  @Override
  public void close() {
    closed = true;
    long limit = HttpLimits.AMAZON.total().toMillis();
    try {
      if (flights.tryAcquire(Integer.MAX_VALUE, limit, TimeUnit.MILLISECONDS)) {
        flights.release(Integer.MAX_VALUE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }
}
