// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.file.io.FileFacts;
import dev.halfturn.store.file.io.FileGuard;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds out where a configured store really is, and refuses places where none can be safe. */
final class StorePlace {

  private StorePlace() {}

  /** The path of a store that exists, symbolic links in its directory resolved. */
  static Path ofExisting(FileOps files, PluginConfig config) {
    Path configured = config.get(FileStoreOptions.PATH).toAbsolutePath().normalize();
    try {
      Path store = files.realPath(configured.getParent()).resolve(configured.getFileName());
      if (config.get(FileStoreOptions.FOLLOW_SYMLINK) && isLink(files, store)) {
        store = files.realPath(store);
      }
      check(files, config, store);
      return store;
    } catch (NoSuchFileException e) {
      throw StoreProblems.missing(configured);
    } catch (IOException e) {
      throw FileProblems.notRead(configured, e);
    }
  }

  /** The path of a store to be made; its directory is made if need be. */
  static Path ofNew(FileOps files, PluginConfig config) {
    Path configured = config.get(FileStoreOptions.PATH).toAbsolutePath().normalize();
    try {
      files.createDirectories(configured.getParent());
    } catch (IOException e) {
      throw FileProblems.notWritten(configured.getParent(), e);
    }
    return ofExisting(files, config);
  }

  /** As {@link #ofNew}, but nothing is made: without its directory, the path as configured. */
  static Path ofPlanned(FileOps files, PluginConfig config) {
    Path configured = config.get(FileStoreOptions.PATH).toAbsolutePath().normalize();
    try {
      files.facts(configured.getParent());
    } catch (NoSuchFileException e) {
      return configured;
    } catch (IOException e) {
      throw FileProblems.notRead(configured.getParent(), e);
    }
    return ofExisting(files, config);
  }

  private static boolean isLink(FileOps files, Path path) throws IOException {
    return files.facts(path).kind() == FileFacts.Kind.SYMBOLIC_LINK;
  }

  private static void check(FileOps files, PluginConfig config, Path store) throws IOException {
    FileGuard.checkDirectory(files, store.getParent());
    if (!config.get(FileStoreOptions.ALLOW_NETWORK_FS)) {
      FileGuard.refuseNetwork(files, store.getParent());
    }
  }
}
