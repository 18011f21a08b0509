// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.IssuerMessage.NewSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a message's dates is believed. Nothing proves who has sent it, except that only a queue
 * of one's own holds it, whose clock is not the sender's. Pure.
 *
 * @param eventTime the secret's place in the order of secrets
 * @param expiry its life
 * @param oldExpiresAt when the secret before it ends
 * @param mayReplace whether it may become the current secret
 * @param doubts what was not believed, in words
 */
record ArrivalRules(
    Instant eventTime,
    Expiry expiry,
    Instant oldExpiresAt,
    boolean mayReplace,
    List<String> doubts) {

  private static final Duration SHORTEST_LIFE = Duration.ofDays(150);
  private static final Duration LONGEST_LIFE = Duration.ofDays(200);
  private static final Duration SLACK = Duration.ofDays(1);

  /**
   * @param sentAt when the queue took the message
   */
  static ArrivalRules of(NewSecret message, Instant sentAt, RotationPolicy policy) {
    List<String> doubts = new ArrayList<>();
    Instant said = Fields.milliseconds(message.eventTime());
    boolean future = said.isAfter(sentAt.plus(SLACK));
    if (future) {
      doubts.add("it says that it was made after it was sent");
    }
    Instant eventTime = future ? Fields.milliseconds(sentAt) : said;
    Optional<Instant> end = message.expiresAt().map(Fields::milliseconds);
    Optional<Instant> believed = end.filter(at -> isLifeFrom(eventTime, at));
    if (end.isPresent() && believed.isEmpty()) {
      doubts.add("its end is not 180 days away");
    }
    Expiry expiry =
        believed
            .map(at -> new Expiry(eventTime, at, Provenance.CONFIRMED))
            .orElseGet(() -> Expiry.ofIssue(eventTime, policy.lifetime(), Provenance.ESTIMATED));
    Optional<Instant> oldEnd = message.oldExpiresAt().map(Fields::milliseconds);
    Optional<Instant> believedOld =
        oldEnd.filter(
            at ->
                at.isAfter(eventTime.minus(SLACK))
                    && at.isBefore(eventTime.plus(policy.overlap()).plus(SLACK)));
    if (oldEnd.isPresent() && believedOld.isEmpty()) {
      doubts.add("the old one's end is not within the overlap");
    }
    return new ArrivalRules(
        eventTime,
        expiry,
        believedOld.orElseGet(() -> eventTime.plus(policy.overlap())),
        !future,
        doubts);
  }

  /** Whether a secret made then can end then. */
  static boolean isLifeFrom(Instant made, Instant end) {
    return !end.isBefore(made.plus(SHORTEST_LIFE)) && !end.isAfter(made.plus(LONGEST_LIFE));
  }

  ArrivalRules {
    doubts = List.copyOf(doubts);
  }
}
