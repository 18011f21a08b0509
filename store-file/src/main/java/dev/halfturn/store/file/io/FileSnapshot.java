// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

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

  /** What was seen before the content was read. */
  public FileFacts facts() {
    return facts;
  }

  /** The content; not copied, so it must not be changed. */
  public byte[] content() {
    return content;
  }
}
