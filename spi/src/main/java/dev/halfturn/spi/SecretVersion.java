// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * One write of an entry.
 *
 * @param id how the store calls it; unique within the entry for ever, opaque, at most 128
 *     characters
 * @param createdAt when the store took it, UTC, in the store's own resolution
 */
public record SecretVersion(String id, Instant createdAt) {
  public SecretVersion {
    Objects.requireNonNull(createdAt);
    if (id.isEmpty() || id.length() > 128) {
      throw new IllegalArgumentException("a version id has 1 to 128 characters");
    }
  }
}
