// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes applications from a thread of this process: at their planned moments by the wall clock, and
 * every hour in between.
 */
final class LocalScheduler implements ExpiryScheduler {

  /**
   * A timer counts the time a machine is awake, the plans count the wall clock's: looking each
   * minute keeps a suspended machine or a corrected clock from delaying a plan by more.
   */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(LocalScheduler.class);

  private final InstantSource clock;
  private final Timer timer;
  private final Plans plans = new Plans();

  /** Held during a wake-up, so that closing can wait for its end. */
  private final ReentrantLock waking = new ReentrantLock();

  private Optional<Consumer<String>> onWake = Optional.empty();
  private boolean closed;

  LocalScheduler(InstantSource clock, Timer timer) {
    this.clock = clock;
    this.timer = timer;
  }

  @Override
  public synchronized void start(Consumer<String> listener) {
    requireOpen();
    if (onWake.isPresent()) {
      throw precondition("the local scheduler is started already");
    }
    onWake = Optional.of(listener);
    planNext();
  }

  @Override
  public synchronized void arm(String app, WakePlan plan) {
    requireOpen();
    if (plans.arm(app, plan.wakeAt(), clock.instant())) {
      planNext();
    }
  }

  @Override
  public synchronized void disarm(String app) {
    requireOpen();
    plans.disarm(app);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    waking.lock();
    try {
      timer.close();
    } finally {
      waking.unlock();
    }
  }

  private void tick() {
    try {
      takeDue().forEach(this::wake);
    } finally {
      planNext();
    }
  }

  private synchronized List<String> takeDue() {
    return plans.takeDue(clock.instant());
  }

  private void wake(String app) {
    waking.lock();
    try {
      if (mayWake(app)) {
        onWake.orElseThrow().accept(app);
      }
    } catch (HalfturnException e) {
      LOG.error("waking {} failed: {}", app, e.getMessage());
    } catch (RuntimeException | Error e) { // its text may quote anything
      LOG.error("waking {} failed with {}", app, e.getClass().getName());
    } finally {
      waking.unlock();
    }
  }

  private synchronized boolean mayWake(String app) {
    return !closed && plans.isArmed(app);
  }

  private synchronized void planNext() {
    if (!closed && onWake.isPresent()) {
      Instant now = clock.instant();
      timer.plan(plans.idle(now, LONGEST_WAIT), this::tick);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw precondition("the local scheduler is closed");
    }
  }

  private static HalfturnException precondition(String message) {
    return new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, message));
  }
}
