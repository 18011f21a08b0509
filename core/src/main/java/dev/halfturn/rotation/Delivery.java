// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one notifier has come with one rung.
 *
 * @param rung what is told
 * @param state how far
 * @param attempts how many sends were begun
 * @param at of the last change, UTC
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

  public Delivery {
    Objects.requireNonNull(rung);
    Objects.requireNonNull(state);
    Objects.requireNonNull(at);
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
    return new Delivery(rung, State.ATTEMPT, attempts + 1, when, Optional.empty());
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
