// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A file's content beside what was seen of the file just before it was read. Immutable. */
public final class FileSnapshot {

  private final FileFacts facts;
  private final byte[] content;

  /**
   * @param ownedContent not copied; nobody may change it any more
   */
  public FileSnapshot(FileFacts facts, byte[] ownedContent) {
    this.facts = facts;
    this.content = ownedContent;
  }

  /** Reads at most {@code limit} bytes. */
  public static FileSnapshot read(FileOps ops, Path path, int limit) throws IOException {
    return new FileSnapshot(ops.facts(path), ops.read(path, limit));
  }

  /** What was seen before the content was read. */
  public FileFacts facts() {
    return facts;
  }

  /** The content; not copied, so it must not be changed. */
  public byte[] content() {
    return content;
  }

  /** Whether the content begins like this one does. */
  public boolean startsWith(byte[] start) {
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }
}
