// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one notifier has come with one rung.
 *
 * @param rung what is told
 * @param state how far
 * @param attempts how many sends were begun, counted up to {@value #MAX_ATTEMPTS}
 * @param at of the last change, to the second, UTC
 * @param failure why the last attempt failed; present if and only if it is {@link State#FAILED}
 */
public record Delivery(
    Rung rung, State state, int attempts, Instant at, Optional<ErrorCode> failure) {

  /** States of a delivery. */
  public enum State {
    /** Decided, not begun. */
    PLANNED,
    /** Begun; durable before anything is sent, so a crash costs a repetition, never a loss. */
    ATTEMPT,
    /** The next system has accepted it. */
    DELIVERED,
    /** Refused; tried again later if the failure is a passing one. */
    FAILED,
    /** A more urgent rung came due before this one was delivered. */
    SUPERSEDED
  }

  static final int MAX_ATTEMPTS = 999;

  public Delivery {
    Objects.requireNonNull(rung);
    Objects.requireNonNull(state);
    at = at.truncatedTo(ChronoUnit.SECONDS);
    if (failure.isPresent() != (state == State.FAILED)) {
      throw new IllegalArgumentException("a failure has a code, and nothing else has");
    }
  }

  static Delivery planned(Rung rung, Instant at) {
    return new Delivery(rung, State.PLANNED, 0, at, Optional.empty());
  }

  static Delivery superseded(Rung rung, Instant at) {
    return new Delivery(rung, State.SUPERSEDED, 0, at, Optional.empty());
  }

  Delivery attempted(Instant when) {
    return new Delivery(
        rung, State.ATTEMPT, Math.min(attempts + 1, MAX_ATTEMPTS), when, Optional.empty());
  }

  Delivery delivered(Instant when) {
    return new Delivery(rung, State.DELIVERED, attempts, when, Optional.empty());
  }

  Delivery failed(ErrorCode code, Instant when) {
    return new Delivery(rung, State.FAILED, attempts, when, Optional.of(code));
  }

  /** Whether trying the same again is pointless until something else is changed. */
  boolean brokenForGood() {
    return failure.map(code -> !code.retryable()).orElse(false);
  }
}
