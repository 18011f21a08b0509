// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of stores beside what they implement; for people who choose one.
 *
 * @param events what tells others that an entry has changed: {@code EventBridge}
 * @param audit what writes down who has read or changed an entry: {@code CloudTrail}
 * @param offline whether it works on one machine, without a network
 */
public record StoreTraits(Optional<String> events, Optional<String> audit, boolean offline) {
  public StoreTraits {
    Objects.requireNonNull(events);
    Objects.requireNonNull(audit);
  }
}
