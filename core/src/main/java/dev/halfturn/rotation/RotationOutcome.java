// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where one call of the {@link Rotator} left a rotation.
 *
 * @param app the application
 * @param kind whether there is more to do
 * @param state how far the rotation has come
 * @param rotationId how people refer to it ({@code R-7Q2F}); empty if there is none
 * @param retryAt when to call {@link Rotator#resume} again; present if and only if {@link
 *     Kind#PENDING}. UTC
 * @param from fingerprint of the secret that is being replaced
 * @param candidate fingerprint of the new secret
 * @param expiry the new secret's life
 * @param previousEndsAt until when Amazon accepts the old secret, UTC; present once promoted
 * @param tries how often the new secret has been tried
 * @param refusedSince since when Amazon has answered {@code invalid_client}; empty if it has not
 * @param lastError why it is not finished, in one line without a secret
 */
public record RotationOutcome(
    String app,
    Kind kind,
    RotationState state,
    Optional<String> rotationId,
    Optional<Instant> retryAt,
    Optional<Fingerprint> from,
    Optional<Fingerprint> candidate,
    Optional<Expiry> expiry,
    Optional<Instant> previousEndsAt,
    int tries,
    Optional<Instant> refusedSince,
    Optional<String> lastError) {

  /** Whether there is more to do. */
  public enum Kind {
    /** The new secret is in place and confirmed; what remains is to let the old one run out. */
    FINISHED,
    /** Not yet; nothing is lost and the current secret stays in use. Call again at retryAt. */
    PENDING,
    /** No rotation is under way. */
    NOTHING_TO_DO
  }

  public RotationOutcome {
    Objects.requireNonNull(app);
    Objects.requireNonNull(state);
    if (retryAt.isPresent() != (kind == Kind.PENDING)) {
      throw new IllegalArgumentException("what is pending has a time to be tried again");
    }
  }
}
