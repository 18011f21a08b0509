// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the current client secret, without the secret.
 *
 * @param fingerprint which secret it is
 * @param version the store's version id of the entry when it was last looked at
 * @param eventTime its place in the order of secrets, newest wins: Amazon's event time, else the
 *     moment a person handed it over, else the store's date; see {@link #isDatedByAmazon}. UTC
 * @param expiry its life; empty if nobody has said
 */
public record TrackedSecret(
    Fingerprint fingerprint, String version, Instant eventTime, Optional<Expiry> expiry) {
  public TrackedSecret {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(version);
    Objects.requireNonNull(eventTime);
    Objects.requireNonNull(expiry);
  }

  /**
   * Whether its place is Amazon's own word. If not, it is the latest moment at which the secret can
   * have been made, and says nothing against one that Amazon made before.
   */
  boolean isDatedByAmazon() {
    return expiry
        .filter(life -> life.source() == Provenance.CONFIRMED)
        .filter(life -> life.issuedAt().equals(eventTime))
        .isPresent();
  }

  TrackedSecret withExpiry(Expiry newExpiry) {
    return new TrackedSecret(fingerprint, version, eventTime, Optional.of(newExpiry));
  }

  TrackedSecret withVersion(String newVersion) {
    return new TrackedSecret(fingerprint, newVersion, eventTime, expiry);
  }
}
