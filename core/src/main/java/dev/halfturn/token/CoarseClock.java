// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * {@link System#nanoTime()} as a thread has last seen it, some {@link #TICK} ago: reading it takes
 * a nanosecond where a look at the system's clock takes 25. Thread-safe.
 *
 * <p>For whether a token is fresh that is good enough: it is renewed minutes before its end, or in
 * the second half of a life of at least one.
 */
final class CoarseClock implements LongSupplier, AutoCloseable {

  static final Duration TICK = Duration.ofMillis(20);

  private volatile long now = System.nanoTime();
  private volatile boolean closed;

  /** Starts the thread. */
  CoarseClock() {
    Thread thread = new Thread(this::tick, "halfturn-coarse-clock");
    thread.setDaemon(true);
    thread.start();
  }

  private void tick() {
    while (!closed) {
      now = System.nanoTime();
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  @Override
  public long getAsLong() {
    return now;
  }

  /** Ends the thread soon; the clock stands still then. */
  @Override
  public void close() {
    closed = true;
  }
}
