// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;

class InMemorySecretStoreTest extends SecretStoreContract
    implements VersionedSecretStoreContract,
        ConditionalSecretStoreContract,
        RaceDetectingSecretStoreContract,
        BatchSecretStoreContract,
        ExpiringSecretStoreContract {

  private final InMemorySecretStore store = new InMemorySecretStore(clock());

  @Override
  protected SecretStore open(PluginContext context) {
    return store.openAgain();
  }
}
