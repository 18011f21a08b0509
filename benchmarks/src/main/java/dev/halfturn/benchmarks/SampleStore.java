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

/** A file store with secrets of the length of client secrets, unless it says otherwise. */
final class SampleStore {

  /** As long as a client secret. */
  static final int CLIENT_SECRET = 80;

  /** As long as a refresh token. */
  static final int REFRESH_TOKEN = 350;

  private final Path directory;
  private final Map<String, String> key;

  private SampleStore(Path directory, Map<String, String> key) {
    this.directory = directory;
    this.key = key;
  }

  /** Opened by a key file. */
  static SampleStore withKeyFile(Path directory) {
    return new SampleStore(
        directory, Map.of("key-file", directory.resolve("store.key").toString()));
  }

  /** Opened by a passphrase. */
  static SampleStore withPassphrase(Path directory) {
    return new SampleStore(directory, Map.of("passphrase", Unlocking.PASSPHRASE));
  }

  /** Creates it, empty. */
  SampleStore create() throws IOException {
    Files.createDirectories(directory);
    new FileSecretStoreFactory()
        .maintain(config(), context())
        .init(key.containsKey("key-file") ? KeyOrigin.GENERATE : KeyOrigin.EXISTING);
    return this;
  }

  BatchSecretStore open() {
    return (BatchSecretStore) new FileSecretStoreFactory().open(config(), context());
  }

  static SecretName name(int index) {
    return SecretName.of("shop/refreshtoken/seller-" + index);
  }

  static SecretValue value(int index, int length) {
    String text = "Atzr|" + index + "-";
    return SecretValue.ofUtf8(text + "x".repeat(length - text.length()));
  }

  static Map<SecretName, SecretValue> values(int count, int length) {
    Map<SecretName, SecretValue> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(name(i), value(i, length));
    }
    return values;
  }

  int fileSize() throws IOException {
    return (int) Files.size(file());
  }

  private Path file() {
    return directory.resolve("secrets.halfturn");
  }

  private PluginConfig config() {
    Map<String, String> texts = new HashMap<>(key);
    texts.put("path", file().toString());
    return PluginConfig.parse(new FileSecretStoreFactory().options(), texts).config().orElseThrow();
  }

  private PluginContext context() {
    return new PluginContext(
        "file", InstantSource.system(), new SecureRandom(), directory.resolve("state"));
  }
}
