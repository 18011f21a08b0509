// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compares {@code nanoTime}, which may stand still while the machine is suspended, with the
 * calendar, which does not; tokens age by the difference. A calendar that is set forward looks the
 * same and costs an exchange; one that is set back is ignored.
 */
final class SuspensionWatch {

  static final Duration PERIOD = Duration.ofSeconds(30);

  private static final Duration TOLERANCE = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofDays(1);

  private final Surroundings surroundings;
  private final Supplier<Stream<CachedToken>> tokens;
  private Instant lookedAt;
  private long lookedAtNanos;

  SuspensionWatch(Surroundings surroundings, Supplier<Stream<CachedToken>> tokens) {
    this.surroundings = surroundings;
    this.tokens = tokens;
    this.lookedAt = surroundings.clock().instant();
    this.lookedAtNanos = surroundings.now();
  }

  synchronized void look() {
    Instant now = surroundings.clock().instant();
    long nanos = surroundings.now();
    Duration missed = Duration.between(lookedAt, now).minusNanos(nanos - lookedAtNanos);
    lookedAt = now;
    lookedAtNanos = nanos;
    if (missed.compareTo(TOLERANCE) > 0) {
      Duration aged = missed.compareTo(MOST) < 0 ? missed : MOST;
      tokens.get().forEach(token -> token.age(aged));
    }
  }
}
