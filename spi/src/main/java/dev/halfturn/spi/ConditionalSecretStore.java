// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Optional;

/** A store with compare-and-set on the version of an entry. */
public interface ConditionalSecretStore extends CreateOnlySecretStore {

  /**
   * Stores the value if the entry's current version is the expected one; atomic.
   *
   * @return the new version, or empty if the current version is another or the entry does not exist
   */
  Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId);
}
