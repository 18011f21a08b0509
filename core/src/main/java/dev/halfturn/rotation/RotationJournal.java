// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The rotation under way, as far as it is durable. No secret in it: the new secret lies in the
 * inbox, found by its fingerprint.
 *
 * @param rotationId how people refer to it
 * @param state how far it has come; never {@link RotationState#IDLE}
 * @param from the secret that is being replaced
 * @param candidate the new secret
 * @param eventTime the new secret's place in the order of secrets
 * @param expiry the new secret's life
 * @param oldExpiresAt from when on Amazon refuses the old secret
 * @param trials tries of the new secret
 * @param promotedAt when it became the current one
 * @param confirmedAt when it was read back from the store and exchanged once more
 * @param clockSkew how many milliseconds this computer's clock was ahead of Amazon's at the last
 *     exchange that told Amazon's time
 * @param lastError why it is not further; one line without a secret. Cut after {@value #MAX_ERROR}
 *     characters, and whatever is not printable ASCII becomes a question mark, so that it cannot
 *     outgrow the record
 */
public record RotationJournal(
    String rotationId,
    RotationState state,
    Fingerprint from,
    Fingerprint candidate,
    Instant eventTime,
    Expiry expiry,
    Instant oldExpiresAt,
    Trials trials,
    Optional<Instant> promotedAt,
    Optional<Instant> confirmedAt,
    Optional<Long> clockSkew,
    Optional<String> lastError) {

  /** Longest {@link #lastError}, in characters. */
  public static final int MAX_ERROR = 160;

  public RotationJournal {
    Objects.requireNonNull(rotationId);
    Objects.requireNonNull(from);
    Objects.requireNonNull(candidate);
    Objects.requireNonNull(eventTime);
    Objects.requireNonNull(expiry);
    Objects.requireNonNull(oldExpiresAt);
    Objects.requireNonNull(trials);
    Objects.requireNonNull(promotedAt);
    Objects.requireNonNull(confirmedAt);
    Objects.requireNonNull(clockSkew);
    lastError = lastError.map(RotationJournal::bounded);
    if (state == RotationState.IDLE) {
      throw new IllegalArgumentException("an idle application has no journal");
    }
  }

  /** When to go on; of a finished rotation only as long as that lies ahead. */
  Optional<Instant> nextTry(Instant now) {
    return trials.retryAt().filter(at -> confirmedAt.isEmpty() || at.isAfter(now));
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(text.length(), MAX_ERROR)).replaceAll("[^ -~]", "?");
  }

  RotationJournal withState(RotationState newState) {
    return new RotationJournal(
        rotationId,
        newState,
        from,
        candidate,
        eventTime,
        expiry,
        oldExpiresAt,
        trials,
        promotedAt,
        confirmedAt,
        clockSkew,
        lastError);
  }

  RotationJournal withTrials(Trials newTrials, Optional<String> error) {
    return new RotationJournal(
        rotationId,
        state,
        from,
        candidate,
        eventTime,
        expiry,
        oldExpiresAt,
        newTrials,
        promotedAt,
        confirmedAt,
        clockSkew,
        error);
  }

  RotationJournal withClockSkew(long milliseconds) {
    return new RotationJournal(
        rotationId,
        state,
        from,
        candidate,
        eventTime,
        expiry,
        oldExpiresAt,
        trials,
        promotedAt,
        confirmedAt,
        Optional.of(milliseconds),
        lastError);
  }

  /** With the secrets' lives moved on the time line. */
  RotationJournal movedBy(Duration shift) {
    return new RotationJournal(
        rotationId,
        state,
        from,
        candidate,
        eventTime,
        new Expiry(expiry.issuedAt().plus(shift), expiry.expiresAt().plus(shift), expiry.source()),
        oldExpiresAt.plus(shift),
        trials,
        promotedAt,
        confirmedAt,
        clockSkew,
        lastError);
  }

  /** With Amazon's own word on when the new secret was made and when it ends. */
  RotationJournal confirmedBy(Instant newEventTime, Expiry newExpiry) {
    return new RotationJournal(
        rotationId,
        state,
        from,
        candidate,
        newEventTime,
        newExpiry,
        oldExpiresAt,
        trials,
        promotedAt,
        confirmedAt,
        clockSkew,
        lastError);
  }

  /** Without why it is not further, where there is no room for that. */
  RotationJournal withoutError() {
    return withTrials(trials, Optional.empty());
  }

  RotationJournal promoted(Instant when) {
    return new RotationJournal(
        rotationId,
        RotationState.PROMOTED,
        from,
        candidate,
        eventTime,
        expiry,
        oldExpiresAt,
        trials,
        promotedAt.or(() -> Optional.of(when)),
        Optional.empty(),
        clockSkew,
        lastError);
  }

  RotationJournal confirmed(Instant when) {
    return new RotationJournal(
        rotationId,
        state,
        from,
        candidate,
        eventTime,
        expiry,
        oldExpiresAt,
        trials,
        promotedAt,
        Optional.of(when),
        clockSkew,
        lastError);
  }
}
