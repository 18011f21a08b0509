// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.testkit.ExpiringSecretStoreContract;
import dev.halfturn.testkit.RaceDetectingSecretStoreContract;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;

/** What holds of the store wherever the vault is. */
abstract class KeyVaultContract extends SecretStoreContract
    implements VersionedSecretStoreContract,
        RaceDetectingSecretStoreContract,
        ExpiringSecretStoreContract {

  @Override
  public boolean holdsAnyBytes() {
    return false;
  }
}
