// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What one operation does to the disk, sooner or later. */
sealed interface DiskEffect {

  /** Names of one directory change together: {@link Optional#empty()} removes a name. */
  record Names(Path directory, Map<Path, Optional<MemoryDisk.Node>> changes)
      implements DiskEffect {}

  /** Bytes of one file change. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(long file, byte[] bytes, long position) implements DiskEffect {}

  /** Everything written to the file before is on the disk now. */
  record FileForced(long file) implements DiskEffect {}

  /** Every change of names in the directory before is on the disk now. */
  record DirectoryForced(Path directory) implements DiskEffect {}

  /** Does it to a disk. */
  static void apply(DiskEffect effect, MemoryDisk disk) {
    if (effect instanceof Names names) {
      names.changes().forEach((path, node) -> change(disk, path, node));
    } else if (effect instanceof Content content) {
      disk.write(content.file(), content.bytes(), content.position());
    }
  }

  private static void change(MemoryDisk disk, Path path, Optional<MemoryDisk.Node> node) {
    if (node.isPresent()) {
      disk.names.put(path, node.get());
    } else {
      disk.names.remove(path);
    }
  }
}
