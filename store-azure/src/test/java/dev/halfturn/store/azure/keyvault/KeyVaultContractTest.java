// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testkit.Plugins;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class KeyVaultContractTest extends KeyVaultContract {

  private final FakeVault vault = new FakeVault(clock());

  @Override
  protected SecretStore open(PluginContext context) {
    return Plugins.open(
        new KeyVaultStoreFactory(VaultAccess.to(vault), this::advanceClock),
        Map.of("endpoint", vault.endpoint().toString()),
        context);
  }

  @AfterEach
  void stop() {
    vault.close();
  }
}
