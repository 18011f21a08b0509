// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;

/** Refuses dates no client secret can have: mistakes of typing. */
final class PlausibleDates {

  private static final Duration FUTURE_TOLERANCE = Duration.ofDays(1);
  private static final Duration EXPIRY_TOLERANCE = Duration.ofDays(20);

  private PlausibleDates() {}

  /** Of any secret; the lifetime itself may vary a little. */
  static void require(Expiry expiry, RotationPolicy policy, Instant now) {
    boolean future = expiry.issuedAt().isAfter(now.plus(FUTURE_TOLERANCE).plus(EXPIRY_TOLERANCE));
    if (future) {
      throw implausible(
          "a client secret that expires on "
              + expiry.expiresAt()
              + " would have been made in the future",
          "a client secret lives "
              + policy.lifetimeDays()
              + " days; read \"Rotate by\" in Amazon's console");
    }
  }

  /** Of a secret that was made just now. */
  static void requireAlive(Expiry expiry, Instant now) {
    if (expiry.expiredAt(now)) {
      throw implausible(
          "a new client secret cannot have expired on " + expiry.expiresAt(),
          "read \"Rotate by\" of the new secret in Amazon's console");
    }
  }

  private static HalfturnException implausible(String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "DATE_IMPLAUSIBLE", message).withHint(hint));
  }
}
