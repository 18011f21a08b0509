// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.SecretRequest.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an automatic rotation does next by itself, up to the arrival of the new secret. Pure.
 *
 * @param step what
 * @param at not before that
 */
record RequestDecision(Step step, Instant at) {

  /** What is done next. */
  enum Step {
    /** Begin: ask Amazon for a new secret. */
    START,
    /** Say that no new secret has arrived in time. */
    STALL,
    /** Ask Amazon once more under the same intent. */
    ASK_AGAIN,
    /** Wait no longer for a secret that is of no use any more. */
    GIVE_UP
  }

  /** In which a message arrives, and after which somebody who has died had asked. */
  static final Duration PATIENCE = Duration.ofMinutes(30);

  /** In which Amazon's word that the secret is on its way counts. */
  static final Duration TRUST = Duration.ofHours(6);

  /** From one try to the next, if nothing came of it. */
  static final Duration PAUSE = Duration.ofHours(24);

  RequestDecision {
    Objects.requireNonNull(step);
    Objects.requireNonNull(at);
  }

  /** Whether it is time. */
  boolean isDue(Instant now) {
    return !at.isAfter(now);
  }

  /**
   * The next step and when it is due, from what is written down.
   *
   * @param record as it should be
   * @return empty if there is nothing to do by itself
   */
  static Optional<RequestDecision> next(RotationRecord record, RotationPolicy policy) {
    Optional<SecretRequest> request = record.request().filter(SecretRequest::isUnderWay);
    if (request.isEmpty()) {
      return start(record, policy);
    }
    SecretRequest asked = request.get();
    boolean awaited = asked.isOutstanding();
    if (awaited && asked.state() != State.STALLED) {
      return Optional.of(new RequestDecision(Step.STALL, asked.at().plus(PATIENCE)));
    }
    if (!asked.from().equals(record.current().fingerprint())) {
      Instant end = asked.at().plus(policy.overlap()).plus(RotationEngine.SETTLE_MARGIN);
      return Optional.of(new RequestDecision(Step.GIVE_UP, awaited ? end : asked.at()));
    }
    return record.isWorkingOnSecret()
        ? Optional.empty()
        : Optional.of(new RequestDecision(Step.ASK_AGAIN, againAt(asked, record)));
  }

  /** When Amazon may be asked once more: there is no telling whether it has made a secret. */
  private static Instant againAt(SecretRequest asked, RotationRecord record) {
    Instant patient =
        switch (asked.outcome()) {
          case OK -> asked.at().plus(TRUST);
          case NONE, UNKNOWN -> asked.at().plus(PATIENCE);
          case REFUSED, THROTTLED, NOT_SENT -> asked.at();
        };
    return latest(patient, List.of(asked.retryAt(), asked.roomAt(), overlapEnd(record)));
  }

  private static Optional<RequestDecision> start(RotationRecord record, RotationPolicy policy) {
    Optional<Expiry> expiry = record.current().expiry();
    if (!policy.automatic().enabled() || expiry.isEmpty() || record.isWorkingOnSecret()) {
      return Optional.empty();
    }
    Optional<SecretRequest> last = record.request();
    Instant due =
        latest(
            dayOfLife(policy.rotateAt(), expiry.get(), policy),
            List.of(
                overlapEnd(record),
                last.map(tried -> tried.retryAt().orElseGet(() -> tried.at().plus(PAUSE))),
                last.flatMap(SecretRequest::roomAt)));
    Instant latest = dayOfLife(policy.latest(), expiry.get(), policy);
    Instant open =
        policy
            .automatic()
            .window()
            .filter(window -> due.isBefore(latest))
            .map(window -> RotationEngine.earlier(window.next(due), latest))
            .orElse(due);
    return Optional.of(new RequestDecision(Step.START, open));
  }

  /** Counted from the end, which is known better than the beginning. */
  private static Instant dayOfLife(int day, Expiry expiry, RotationPolicy policy) {
    return expiry.expiresAt().minus(Duration.ofDays(policy.lifetimeDays() - (long) day));
  }

  /** Until then a second rotation would be inside the overlap of the last one. */
  private static Optional<Instant> overlapEnd(RotationRecord record) {
    return record.previous().map(RetiredSecret::diesAt);
  }

  private static Instant latest(Instant first, List<Optional<Instant>> others) {
    return Stream.concat(Stream.of(first), others.stream().flatMap(Optional::stream))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
