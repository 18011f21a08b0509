// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.store.file.FileSecretStoreFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A file store with a key file and secrets of the length of refresh tokens. */
final class SampleStore {

  private static final int VALUE_LENGTH = 350;

  private final Path directory;

  SampleStore(Path directory) {
    this.directory = directory;
  }

  /** Creates it, empty. */
  void create() throws IOException {
    Files.createDirectories(directory);
    new FileSecretStoreFactory().maintain(config(), context()).init(KeyOrigin.GENERATE);
  }

  BatchSecretStore open() {
    return (BatchSecretStore) new FileSecretStoreFactory().open(config(), context());
  }

  static SecretName name(int index) {
    return SecretName.of("shop/refreshtoken/seller-" + index);
  }

  static SecretValue value(int index) {
    String text = "Atzr|" + index + "-";
    return SecretValue.ofUtf8(text + "x".repeat(VALUE_LENGTH - text.length()));
  }

  static Map<SecretName, SecretValue> values(int count) {
    Map<SecretName, SecretValue> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(name(i), value(i));
    }
    return values;
  }

  int fileSize() throws IOException {
    return (int) Files.size(directory.resolve("secrets.halfturn"));
  }

  private PluginConfig config() {
    return PluginConfig.parse(
            new FileSecretStoreFactory().options(),
            Map.of(
                "path", directory.resolve("secrets.halfturn").toString(),
                "key-file", directory.resolve("store.key").toString()))
        .config()
        .orElseThrow();
  }

  private PluginContext context() {
    return new PluginContext(
        "file", InstantSource.system(), new SecureRandom(), directory.resolve("state"));
  }
}
