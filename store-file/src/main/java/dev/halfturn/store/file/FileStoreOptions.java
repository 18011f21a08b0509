// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.file.key.KeySources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that may be configured of a file store. */
final class FileStoreOptions {

  static final ConfigOption<Path> PATH =
      ConfigOption.path("path", "the store's file; made by 'halfturn store init'").require();

  static final ConfigOption<Integer> KEEP_VERSIONS =
      ConfigOption.integer("keep-versions", "versions of an entry that stay readable", 1, 100)
          .defaultsTo("3");

  static final ConfigOption<Duration> LOCK_TIMEOUT =
      ConfigOption.duration("lock-timeout", "how long to wait for another writer")
          .defaultsTo("10s");

  static final ConfigOption<Boolean> FOLLOW_SYMLINK =
      ConfigOption.bool("follow-symlink", "accept a path that is a symbolic link")
          .defaultsTo("false");

  static final ConfigOption<Boolean> ALLOW_NETWORK_FS =
      ConfigOption.bool(
              "allow-network-fs", "accept a network file system; only one machine may write then")
          .defaultsTo("false");

  static final ConfigOption<Boolean> ACCEPT_ROLLBACK =
      ConfigOption.bool("accept-rollback", "read, and never write, a store older than known")
          .defaultsTo("false");

  static final ConfigOption<Boolean> READ_PREVIOUS =
      ConfigOption.bool("read-previous", "read the generation before while the store is damaged")
          .defaultsTo("false");

  static final ConfigOption<Integer> KDF_MEMORY =
      ConfigOption.integer(
              "kdf-memory", "memory in MiB to derive a new passphrase's key with", 19, 1024)
          .defaultsTo("64");

  static final ConfigOption<Integer> MAX_KDF_MEMORY =
      ConfigOption.integer(
              "max-kdf-memory", "most memory in MiB that a store's passphrase may need", 19, 4096)
          .defaultsTo("256");

  private FileStoreOptions() {}

  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>();
    all.add(PATH);
    all.addAll(KeySources.options());
    all.add(KEEP_VERSIONS);
    all.add(LOCK_TIMEOUT);
    all.add(FOLLOW_SYMLINK);
    all.add(ALLOW_NETWORK_FS);
    all.add(ACCEPT_ROLLBACK);
    all.add(READ_PREVIOUS);
    all.add(KDF_MEMORY);
    all.add(MAX_KDF_MEMORY);
    return List.copyOf(all);
  }
}
