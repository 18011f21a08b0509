// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When an application wants to be looked at again.
 *
 * @param wakeAt the next moment at which something may be due, UTC; may lie in the past
 * @param expiresAt when its client secret ends, if known: for schedulers that arm a cloud's own
 *     expiry events
 */
public record WakePlan(Instant wakeAt, Optional<Instant> expiresAt) {
  public WakePlan {
    Objects.requireNonNull(wakeAt);
    Objects.requireNonNull(expiresAt);
  }
}
