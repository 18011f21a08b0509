// SPDX-License-Identifier: Apache-2.0
package com.example.halfturn;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.PluginFactoryContract;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SecretStoreContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends SecretStoreContract implements PluginFactoryContract {

  @TempDir Path directory;

  @Override
  public PluginFactory<SecretStore> factory() {
    return new DirectoryStore.Factory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("path", directory.toString());
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return Plugins.open(factory(), minimalSettings(), context);
  }
}
