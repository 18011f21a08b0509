// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Map;

/**
 * A store that can write several entries as one: readers see all of them or none. Therefore {@link
 * #findAll} <em>must</em> read one state of the store, never the half of a batch.
 */
public interface BatchSecretStore extends SecretStore {

  /**
   * Stores all values, or on any failure none. Contract otherwise as {@link #put}.
   *
   * @param values at least one
   * @return the new versions, by name
   */
  Map<SecretName, SecretVersion> putAll(Map<SecretName, SecretValue> values);
}
