// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;

/**
 * One key that opens a store, without the key.
 *
 * @param id how to name it, for example to remove it
 * @param kind {@code key} or {@code passphrase}
 * @param description one line for people, such as the cost of deriving it
 * @param configured whether it is the key this configuration opens the store with
 */
public record KeySlot(String id, String kind, String description, boolean configured) {
  public KeySlot {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(description);
  }
}
