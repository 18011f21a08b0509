// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Calendar and {@code nanoTime}, which go on when a test says so. */
final class TestTime implements InstantSource, LongSupplier {

  // nanoTime starts anywhere and may overflow
  private volatile long nanos = Long.MAX_VALUE - Duration.ofMinutes(90).toNanos();
  private volatile Instant instant = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicInteger looks = new AtomicInteger();

  synchronized void pass(Duration time) {
    nanos += time.toNanos();
    instant = instant.plus(time);
  }

  /** The machine sleeps: the calendar goes on alone. */
  synchronized void suspend(Duration time) {
    instant = instant.plus(time);
  }

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public long getAsLong() {
    looks.incrementAndGet();
    return nanos;
  }

  /** How often somebody has looked at {@code nanoTime}. */
  int looks() {
    return looks.get();
  }
}
