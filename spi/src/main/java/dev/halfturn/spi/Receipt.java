// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * Proof that a {@link Notice} was accepted by the next system on its way; not that it was read.
 *
 * @param reference what that system calls it (a message id, a reply line); may be empty. What would
 *     forge or flood a log is replaced as in a {@link Problem}
 * @param acceptedAt when, UTC
 */
public record Receipt(String reference, Instant acceptedAt) {
  public Receipt {
    reference = Problem.oneLine(reference);
    Objects.requireNonNull(acceptedAt);
  }
}
