// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until the story moves it. Thread-safe. */
final class DemoClock implements InstantSource {

  private volatile Instant now;

  DemoClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(Instant instant) {
    now = instant;
  }

  void advance(Duration duration) {
    set(now.plus(duration));
  }
}
