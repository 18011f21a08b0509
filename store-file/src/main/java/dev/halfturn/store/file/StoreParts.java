// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.store.file.format.KdfLimits;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.SafeReplace;
import dev.halfturn.store.file.io.StoreLock;
import dev.halfturn.store.file.key.KeySource;
import dev.halfturn.store.file.key.KeySources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What working with one store file takes, put together from its configuration.
 *
 * @param files the operations on its files
 * @param path its real path
 * @param format opens and seals
 * @param key where its key is
 * @param unlocker remembers its master key
 * @param mark its newest known generation
 * @param reader reads it
 * @param writer writes it
 * @param turn the lock on it
 */
record StoreParts(
    FileOps files,
    Path path,
    StoreFileFormat format,
    KeySource key,
    Unlocker unlocker,
    MarkFile mark,
    StoreReader reader,
    StoreWriter writer,
    Turn turn) {

  /** The lock, how long to wait for it, and the clock that says since when it is held. */
  record Turn(StoreLock lock, Duration timeout, InstantSource clock) {

    <T> T take(Supplier<T> work) {
      return lock.holding(timeout, clock, work);
    }

    void takeIfFree(Runnable work) {
      lock.holdingIfFree(clock, work);
    }
  }

  /**
   * Reads nothing yet, except that the key source is checked.
   *
   * @param path the store's real path
   */
  static StoreParts of(StoreSystem system, PluginConfig config, PluginContext context, Path path) {
    FileOps files = system.files();
    KdfLimits limits = KdfLimits.ofMemory(config.get(FileStoreOptions.MAX_KDF_MEMORY) * 1024);
    StoreFileFormat format = new StoreFileFormat(limits, context.random());
    KeySource key = KeySources.of(config, files, system.environment());
    Unlocker unlocker = new Unlocker(format, key);
    MarkFile mark = MarkFile.of(files, context.stateDirectory(), path);
    StoreReader.Leniency leniency =
        new StoreReader.Leniency(
            config.get(FileStoreOptions.ACCEPT_ROLLBACK),
            config.get(FileStoreOptions.READ_PREVIOUS));
    SafeReplace replace = new SafeReplace(files, path, context.random());
    return new StoreParts(
        files,
        path,
        format,
        key,
        unlocker,
        mark,
        new StoreReader(files, path, unlocker, mark, leniency),
        new StoreWriter(files, path, format, replace, mark),
        new Turn(
            system.locks().of(path), config.get(FileStoreOptions.LOCK_TIMEOUT), context.clock()));
  }
}
