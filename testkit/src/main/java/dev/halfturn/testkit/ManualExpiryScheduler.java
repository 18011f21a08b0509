// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A scheduler without a thread: it wakes whoever is due when {@link #runDue()} is called, on the
 * thread that calls it. Thread-safe.
 */
public final class ManualExpiryScheduler implements ExpiryScheduler {

  private final InstantSource clock;
  private final ReentrantLock running = new ReentrantLock();
  private final TreeMap<String, WakePlan> plans = new TreeMap<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private Optional<Consumer<String>> onWake = Optional.empty();
  private boolean closed;

  /** A scheduler that has not been started. */
  public ManualExpiryScheduler(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public synchronized void start(Consumer<String> listener) {
    requireOpen();
    if (onWake.isPresent()) {
      throw precondition("the manual scheduler is started already");
    }
    onWake = Optional.of(listener);
  }

  @Override
  public synchronized void arm(String app, WakePlan plan) {
    requireOpen();
    plans.put(app, plan);
  }

  @Override
  public synchronized void disarm(String app) {
    requireOpen();
    plans.remove(app);
  }

  /**
   * Wakes every application whose time has come, once, in order of their names. A plan is used up
   * by this; the listener usually arms the next one. Does nothing before {@link #start} and after
   * {@link #close}.
   *
   * @return how many were woken
   */
  public int runDue() {
    running.lock();
    try {
      List<String> due = takeDue();
      due.forEach(this::wake);
      return due.size();
    } finally {
      running.unlock();
    }
  }

  private synchronized List<String> takeDue() {
    if (closed || onWake.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<String> due =
        plans.entrySet().stream()
            .filter(plan -> !plan.getValue().wakeAt().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(plans::remove);
    return due;
  }

  private void wake(String app) {
    Consumer<String> listener;
    synchronized (this) {
      if (closed) {
        return;
      }
      listener = onWake.orElseThrow();
    }
    try {
      listener.accept(app);
    } catch (RuntimeException e) {
      synchronized (this) {
        failures.add(e);
      }
    }
  }

  /** The armed applications that were not woken yet, with their plans. */
  public synchronized Map<String, WakePlan> plans() {
    return Map.copyOf(plans);
  }

  /** What listeners threw, in order. */
  public synchronized List<RuntimeException> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    running.lock(); // waits for wake-ups in progress
    try {
      synchronized (this) {
        closed = true;
      }
    } finally {
      running.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw precondition("the manual scheduler is closed");
    }
  }

  private static HalfturnException precondition(String message) {
    return new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, message));
  }
}
