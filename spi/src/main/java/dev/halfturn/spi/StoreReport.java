// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.Objects;

/**
 * What is known of a {@linkplain StoreMaintenance maintained} store. Nothing in it is secret.
 *
 * @param location where the store is, for people; a path, for example
 * @param storeId the store's identity, for the whole of its life
 * @param generation how often it was written since its creation, which is 1
 * @param entries how many entries exist
 * @param keys the keys that open it, in order of their creation
 * @param conditions what its owner should know, the most important first; empty if all is well
 */
public record StoreReport(
    String location,
    String storeId,
    long generation,
    int entries,
    List<KeySlot> keys,
    List<StoreCondition> conditions) {
  public StoreReport {
    Objects.requireNonNull(location);
    Objects.requireNonNull(storeId);
    keys = List.copyOf(keys);
    conditions = List.copyOf(conditions);
  }
}
