// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a disk holds: names, and content by file. A value, except that the fake writes to it. */
final class MemoryDisk {

  /** What a name stands for; {@code id} tells files apart, {@code target} is for links only. */
  record Node(long id, FileFacts.Kind kind, Path target) {}

  final Map<Path, Node> names = new TreeMap<>();
  final Map<Long, byte[]> contents = new TreeMap<>();

  MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    copy.names.putAll(names);
    copy.contents.putAll(contents); // contents are replaced, never changed
    return copy;
  }

  void write(long file, byte[] bytes, long position) {
    byte[] old = contents.getOrDefault(file, new byte[0]);
    byte[] changed = Arrays.copyOf(old, (int) Math.max(old.length, position + bytes.length));
    System.arraycopy(bytes, 0, changed, (int) position, bytes.length);
    contents.put(file, changed);
  }

  byte[] content(Path path) {
    return contents.getOrDefault(names.get(path).id(), new byte[0]);
  }

  /** Equal disks look the same to whoever mounts them. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MemoryDisk that) || !names.keySet().equals(that.names.keySet())) {
      return false;
    }
    return names.keySet().stream()
        .allMatch(
            path ->
                names.get(path).kind() == that.names.get(path).kind()
                    && Arrays.equals(content(path), that.content(path)));
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Path path : names.keySet()) {
      hash += Objects.hash(path, Arrays.hashCode(content(path)));
    }
    return hash;
  }
}
