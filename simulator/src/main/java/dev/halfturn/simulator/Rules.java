// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What Amazon's documentation leaves open, so that a client can be tried against each answer.
 * Immutable.
 *
 * @param activationDelay how long the token endpoint refuses a secret made by a rotation with
 *     {@code invalid_client}; a change applies to later rotations
 * @param settlingDelay how long SP-API answers calls made with a new secret with the 403 of an
 *     expired secret, as was seen for half an hour and more; a change applies to later rotations
 * @param overdueExchange how long the token endpoint goes on serving a secret after its deadline
 * @param secondRotation what a rotation inside the overlap of the one before does
 * @param refreshTokensChange whether every exchange of a refresh token brings another one, the
 *     presented one being invalid from then on
 * @param probeLimited whether the probe's rate limit (burst 15, then one call in 62.5 s, per
 *     seller) is enforced
 */
public record Rules(
    Duration activationDelay,
    Duration settlingDelay,
    Duration overdueExchange,
    SecondRotation secondRotation,
    boolean refreshTokensChange,
    boolean probeLimited) {

  /** What a rotation inside the overlap of the one before does to the older secrets. */
  public enum SecondRotation {
    /** Each replaced secret lives on for its own seven days. */
    KEEPS_ALL,
    /** Only the new secret and the one it replaced are accepted; an older one ends at once. */
    KEEPS_LAST_TWO
  }

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  public Rules {
    for (Duration time : List.of(activationDelay, settlingDelay, overdueExchange)) {
      if (time.isNegative() || time.compareTo(FOR_EVER) > 0) {
        throw new IllegalArgumentException("a delay is not negative and at most 36500 days");
      }
    }
  }

  /**
   * New secrets work at once, overdue ones exchange for ever, replaced ones live seven days,
   * refresh tokens stay the same, the probe's rate limit holds.
   */
  public static Rules defaults() {
    return new Rules(Duration.ZERO, Duration.ZERO, FOR_EVER, SecondRotation.KEEPS_ALL, false, true);
  }

  public Rules withActivationDelay(Duration delay) {
    return new Rules(
        delay, settlingDelay, overdueExchange, secondRotation, refreshTokensChange, probeLimited);
  }

  public Rules withSettlingDelay(Duration delay) {
    return new Rules(
        activationDelay, delay, overdueExchange, secondRotation, refreshTokensChange, probeLimited);
  }

  public Rules withOverdueExchange(Duration time) {
    return new Rules(
        activationDelay, settlingDelay, time, secondRotation, refreshTokensChange, probeLimited);
  }

  public Rules withSecondRotation(SecondRotation effect) {
    return new Rules(
        activationDelay, settlingDelay, overdueExchange, effect, refreshTokensChange, probeLimited);
  }

  public Rules withRefreshTokensChange(boolean change) {
    return new Rules(
        activationDelay, settlingDelay, overdueExchange, secondRotation, change, probeLimited);
  }

  public Rules withProbeLimited(boolean limited) {
    return new Rules(
        activationDelay,
        settlingDelay,
        overdueExchange,
        secondRotation,
        refreshTokensChange,
        limited);
  }
}
