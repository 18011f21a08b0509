// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.PluginFactoryContract;
import java.util.Map;

class KeyVaultStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new KeyVaultStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("vault", "erp-vault");
  }
}
