// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;

/**
 * What is known of the client secret before the current one.
 *
 * @param fingerprint which secret it is
 * @param version the store's version id it had as the current secret
 * @param eventTime its place in the order of secrets
 * @param diesAt from when on Amazon refuses it, UTC
 */
public record RetiredSecret(
    Fingerprint fingerprint, String version, Instant eventTime, Instant diesAt) {
  public RetiredSecret {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(version);
    Objects.requireNonNull(eventTime);
    Objects.requireNonNull(diesAt);
  }
}
