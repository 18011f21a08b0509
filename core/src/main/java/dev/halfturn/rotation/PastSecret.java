// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One client secret that an application has or had, without the secret.
 *
 * @param fingerprint which secret it is
 * @param version the store's id of the write that made it the current one; empty if it never was,
 *     or the store does not keep that write any more
 * @param storedAt when it came into the store, if that is known; UTC
 * @param state what it is now
 * @param endsAt from when on Amazon refuses it, if anybody knows; UTC
 */
public record PastSecret(
    Fingerprint fingerprint,
    Optional<String> version,
    Optional<Instant> storedAt,
    State state,
    Optional<Instant> endsAt) {

  /** What it is now. */
  public enum State {
    /** The one in use. */
    CURRENT,
    /** The one before. */
    PREVIOUS,
    /** In the inbox: new, and not proved yet. */
    RECEIVED,
    /** In the inbox: new, and refused by Amazon so far. */
    SUSPECT,
    /** In the inbox: an earlier one that Amazon may still accept. */
    KEPT,
    /** Replaced; an earlier version of the store's entry still has it. */
    REPLACED
  }

  public PastSecret {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(version);
    Objects.requireNonNull(storedAt);
    Objects.requireNonNull(state);
    Objects.requireNonNull(endsAt);
  }
}
