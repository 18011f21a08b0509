// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.PluginFactoryContract;
import java.util.Map;

class SsmSecretStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new SsmSecretStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
