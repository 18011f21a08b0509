// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One client secret that Amazon issued. Immutable; {@link #toString()} leaves the value out.
 *
 * @param number 1 for the application's first secret, then counting
 * @param value the secret itself
 * @param issuedAt when it was made
 * @param exchangesFrom when the token endpoint begins to accept it
 * @param worksFrom when SP-API begins to accept tokens made with it
 * @param expiresAt the deadline, 180 days after it was made: from then on SP-API refuses it
 * @param exchangesUntil when the token endpoint stops accepting it for being overdue
 * @param diesAt when the token endpoint stops accepting it because it was replaced; empty while it
 *     is current
 */
public record IssuedSecret(
    int number,
    String value,
    Instant issuedAt,
    Instant exchangesFrom,
    Instant worksFrom,
    Instant expiresAt,
    Instant exchangesUntil,
    Optional<Instant> diesAt) {

  static IssuedSecret original(String value, Instant at, Rules rules) {
    return new IssuedSecret(
        1,
        value,
        at,
        at,
        at,
        at.plus(AmazonFacts.SECRET_LIFETIME),
        at.plus(AmazonFacts.SECRET_LIFETIME).plus(rules.overdueExchange()),
        Optional.empty());
  }

  IssuedSecret successor(String newValue, Instant at, Rules rules) {
    Instant active = at.plus(rules.activationDelay());
    Instant deadline = at.plus(AmazonFacts.SECRET_LIFETIME);
    return new IssuedSecret(
        number + 1,
        newValue,
        at,
        active,
        active.plus(rules.settlingDelay()),
        deadline,
        deadline.plus(rules.overdueExchange()),
        Optional.empty());
  }

  /**
   * The same secret, ending at {@code instant} or when it already was to end, if that is sooner.
   */
  IssuedSecret dyingAt(Instant instant) {
    Instant end = diesAt.filter(earlier -> earlier.isBefore(instant)).orElse(instant);
    return new IssuedSecret(
        number,
        value,
        issuedAt,
        exchangesFrom,
        worksFrom,
        expiresAt,
        exchangesUntil,
        Optional.of(end));
  }

  /** Whether the token endpoint accepts it; an overdue secret is still accepted. */
  public boolean exchangesAt(Instant now) {
    return !now.isBefore(exchangesFrom)
        && now.isBefore(exchangesUntil)
        && diesAt.map(now::isBefore).orElse(true);
  }

  /** Whether SP-API serves tokens made with it: neither overdue nor still settling. */
  public boolean worksAt(Instant now) {
    return !now.isBefore(worksFrom) && now.isBefore(expiresAt);
  }

  /** The last instant at which both halves of a call can succeed. */
  public Instant usableUntil() {
    return diesAt.filter(death -> death.isBefore(expiresAt)).orElse(expiresAt);
  }

  /** How old it is; negative before it was made. */
  public Duration ageAt(Instant now) {
    return Duration.between(issuedAt, now);
  }

  @Override
  public String toString() {
    return "secret #%d, issued %s, expires %s%s"
        .formatted(number, issuedAt, expiresAt, diesAt.map(at -> ", dies " + at).orElse(""));
  }
}
