// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move, forwards or backwards. Thread-safe. */
public final class SettableClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** A clock that shows this moment. */
  public SettableClock(Instant now) {
    this.now = new AtomicReference<>(Objects.requireNonNull(now));
  }

  /** A clock that shows this moment, given as {@link Instant#parse} reads it. */
  public static SettableClock at(String now) {
    return new SettableClock(Instant.parse(now));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Shows another moment from now on. */
  public void set(Instant instant) {
    now.set(Objects.requireNonNull(instant));
  }

  /**
   * Moves by a duration, backwards if it is negative.
   *
   * @return what the clock shows then
   */
  public Instant advance(Duration duration) {
    return now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public String toString() {
    return "SettableClock[" + now + "]";
  }
}
