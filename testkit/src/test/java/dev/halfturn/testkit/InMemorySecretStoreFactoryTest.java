// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.PluginFactory;
import java.util.Map;

class InMemorySecretStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new InMemorySecretStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
