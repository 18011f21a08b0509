// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of files that exist only while a store is written. They hold nothing but ciphertext; a
 * crash may leave them behind.
 */
final class TempFiles {

  private static final int ID_BYTES = 8;
  private static final String REST = "([0-9a-f]{16}|prev)\\.tmp";

  private final Path store;
  private final String prefix;

  TempFiles(Path store) {
    this.store = store;
    this.prefix = "." + store.getFileName() + ".";
  }

  Path next(SecureRandom random) {
    return store.resolveSibling(prefix + id(random) + ".tmp");
  }

  Path aside(SecureRandom random) {
    return store.resolveSibling(store.getFileName() + ".damaged-" + id(random));
  }

  private static String id(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  Path previous() {
    return store.resolveSibling(prefix + "prev.tmp");
  }

  /** Those left behind by crashes, if the lock is held: files of other names are never touched. */
  List<Path> stale(FileOps ops) throws IOException {
    List<Path> stale = new ArrayList<>();
    for (String name : ops.list(store.getParent(), prefix)) {
      if (name.substring(prefix.length()).matches(REST)) {
        stale.add(store.resolveSibling(name));
      }
    }
    return stale;
  }
}
