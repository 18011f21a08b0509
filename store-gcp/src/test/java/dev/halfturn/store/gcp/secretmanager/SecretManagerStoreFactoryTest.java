// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.PluginFactoryContract;
import java.util.Map;

class SecretManagerStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new SecretManagerStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
