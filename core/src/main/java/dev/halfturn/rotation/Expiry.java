// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The life of one client secret. All arithmetic is on the time line: 180 days are 15,552,000
 * seconds, whatever clocks are put forward or back meanwhile.
 *
 * @param issuedAt when Amazon made the secret; where only the end is known, the end less the
 *     lifetime. UTC
 * @param expiresAt from when on Amazon refuses calls made with it, UTC
 * @param source how this is known
 */
public record Expiry(Instant issuedAt, Instant expiresAt, Provenance source) {

  private static final long SECONDS_PER_DAY = 86_400;

  public Expiry {
    Objects.requireNonNull(issuedAt);
    Objects.requireNonNull(expiresAt);
    Objects.requireNonNull(source);
  }

  /** The life of a secret whose beginning is known. */
  public static Expiry ofIssue(Instant issuedAt, Duration lifetime, Provenance source) {
    return new Expiry(issuedAt, issuedAt.plus(lifetime), source);
  }

  /** The life of a secret whose end is known. */
  public static Expiry ofEnd(Instant expiresAt, Duration lifetime, Provenance source) {
    return new Expiry(expiresAt.minus(lifetime), expiresAt, source);
  }

  /** Whole days left, rounded down and so never too hopeful; negative once it has expired. */
  public long daysLeft(Instant now) {
    return wholeDays(now, expiresAt);
  }

  /** Whole days since the secret was made. */
  public long ageDays(Instant now) {
    return wholeDays(issuedAt, now);
  }

  /** Whether Amazon refuses the secret at this time: at the end itself it does. */
  public boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  private static long wholeDays(Instant from, Instant to) {
    // a Duration's seconds are rounded down, negative ones too
    return Math.floorDiv(Duration.between(from, to).toSeconds(), SECONDS_PER_DAY);
  }
}
