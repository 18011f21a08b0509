// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.List;
import java.util.Objects;

/**
 * A store under a new master key.
 *
 * @param sealed the generation to be written
 * @param dropped the slots that could not be made anew because their keys were not given
 */
public record RekeyedStore(SealedStore sealed, List<Slot> dropped) {
  public RekeyedStore {
    Objects.requireNonNull(sealed);
    dropped = List.copyOf(dropped);
  }
}
