// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A file, which has to be created. */
public final class FilePlace implements StorePlace {

  private final Path directory;

  public FilePlace(Path directory, InstantSource clock) {
    this.directory = directory;
  }

  @Override
  public String type() {
    return "file";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "path", directory.resolve("secrets.halfturn").toString(),
        "key-file", directory.resolve("store.key").toString());
  }

  @Override
  public void create() {
    PluginInstance<SecretStore> store =
        Configuration.of(Settings.of(settings()), plugins(), name -> Optional.empty()).store();
    PluginContext context =
        new PluginContext(
            "file", InstantSource.system(), new SecureRandom(), directory.resolve("state"));
    ((MaintainedStoreFactory) store.factory())
        .maintain(store.config(), context)
        .init(KeyOrigin.GENERATE);
  }

  @Override
  public void close() {}
}
