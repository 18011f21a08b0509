// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** In an encrypted file; {@code -Dhalfturn.kills} says how often. */
class RotationKillTest extends RotationKills {

  @Override
  int kills() {
    return Integer.getInteger("halfturn.kills", 200);
  }

  @Override
  Map<String, String> store() {
    Map<String, String> settings =
        Map.of(
            "store", "file",
            "store.file.path", directory.resolve("secrets.halfturn").toString(),
            "store.file.key-file", directory.resolve("store.key").toString());
    PluginInstance<SecretStore> store =
        Configuration.of(
                Settings.of(settings),
                PluginRegistry.discover(getClass().getClassLoader()),
                name -> Optional.empty())
            .store();
    PluginContext context =
        new PluginContext("file", InstantSource.system(), new SecureRandom(), state());
    ((MaintainedStoreFactory) store.factory())
        .maintain(store.config(), context)
        .init(KeyOrigin.GENERATE);
    return settings;
  }
}
