// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Optional;

/** A store that can create an entry atomically: of several that try, exactly one succeeds. */
public interface CreateOnlySecretStore extends SecretStore {

  /**
   * Stores the value if the entry does not exist.
   *
   * @return the new version, or empty if the entry exists and was left as it is
   */
  Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value);
}
