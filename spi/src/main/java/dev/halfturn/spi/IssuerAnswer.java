// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a {@linkplain SecretIssuer#request request} for a new secret.
 *
 * @param outcome in one word
 * @param problem what stands in the way and what to do about it, unless it was accepted
 * @param retryAfter how long the other side asked to wait, if it did
 */
public record IssuerAnswer(
    Outcome outcome, Optional<Problem> problem, Optional<Duration> retryAfter) {

  /** What became of it, in one word. */
  public enum Outcome {
    /** The new secret is on its way. */
    ACCEPTED,
    /** There is none, and asking again is pointless until somebody has done something. */
    REFUSED,
    /** There is none, and it may be asked for later: at the earliest after a minute. */
    THROTTLED,
    /** The request was certainly not sent. */
    NOT_SENT,
    /** Nobody knows: the new secret may be on its way. */
    UNKNOWN
  }

  public IssuerAnswer {
    Objects.requireNonNull(retryAfter);
    if (problem.isPresent() == (outcome == Outcome.ACCEPTED)) {
      throw new IllegalArgumentException("whatever is not accepted has a problem");
    }
  }
}
