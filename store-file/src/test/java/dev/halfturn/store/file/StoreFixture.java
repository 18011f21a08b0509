// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.MemoryFileOps;
import dev.halfturn.store.file.io.StoreLocks;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store file with a key file beside it, through the public door: options in, store out. */
final class StoreFixture {

  static final Path MEMORY = Path.of("/memory").toAbsolutePath();

  final Path directory;
  final Path path;
  final Path keyFile;
  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final StoreSystem system;
  private final FileSecretStoreFactory factory;
  private final Map<String, String> options = new LinkedHashMap<>();

  private StoreFixture(Path directory, StoreSystem system) {
    this.directory = directory;
    this.path = directory.resolve("secrets.halfturn");
    this.keyFile = directory.resolve("store.key");
    this.system = system;
    this.factory = new FileSecretStoreFactory(system);
    options.put("path", path.toString());
    options.put("key-file", keyFile.toString());
  }

  /** On the disk of this machine. */
  static StoreFixture on(Path directory) {
    return new StoreFixture(directory, StoreSystem.real());
  }

  /** In memory; nothing ever waits. */
  static StoreFixture in(MemoryFileOps files) {
    return in(MEMORY, files);
  }

  static StoreFixture in(Path directory, FileOps files) {
    return new StoreFixture(
        directory,
        new StoreSystem(files, new StoreLocks(files, duration -> {}), name -> Optional.empty()));
  }

  StoreFixture with(String key, String value) {
    options.put(key, value);
    return this;
  }

  StoreFixture without(String key) {
    options.remove(key);
    return this;
  }

  /** Makes the store and its key. */
  StoreFixture initialised() {
    maintenance().init(StoreMaintenance.KeyOrigin.GENERATE);
    return this;
  }

  FileSecretStore open() {
    return (FileSecretStore) factory.open(config(), context());
  }

  FileSecretStore open(PluginContext context) {
    return (FileSecretStore) factory.open(config(), context);
  }

  /** The store as its file has it, read once. */
  OpenedStore read() {
    return StoreParts.of(system, config(), context(), path).reader().read().store();
  }

  StoreMaintenance maintenance() {
    return maintenance(context());
  }

  StoreMaintenance maintenance(PluginContext context) {
    return factory.maintain(config(), context);
  }

  PluginConfig config() {
    return config(options);
  }

  PluginConfig config(Map<String, String> texts) {
    PluginConfig.Parsed parsed = PluginConfig.parse(factory.options(), texts);
    return parsed
        .config()
        .orElseThrow(() -> new IllegalArgumentException(parsed.problems().toString()));
  }

  /** The configuration of another key for the same store. */
  PluginConfig keyConfig(String key, String value) {
    return config(Map.of("path", path.toString(), key, value, "kdf-memory", "19"));
  }

  PluginContext context() {
    return new PluginContext("file", clock, new SecureRandom(), stateDirectory());
  }

  Path stateDirectory() {
    return directory.resolve("state");
  }

  Path previous() {
    return path.resolveSibling("secrets.halfturn.prev");
  }
}
