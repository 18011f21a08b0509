// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.time.Instant;

/**
 * What a directory entry is, without following it.
 *
 * @param kind what it is
 * @param size in bytes
 * @param identity tells this file from every other that exists now; empty where the system has none
 * @param modified when the content last changed
 * @param changed when anything about it last changed, permissions and names included
 * @param permissions the nine permission bits and the sticky bit, or {@link #UNKNOWN}
 * @param owner the owner's number, or {@link #UNKNOWN}
 * @param links how many names it has
 */
public record FileFacts(
    Kind kind,
    long size,
    String identity,
    Instant modified,
    Instant changed,
    int permissions,
    int owner,
    int links) {

  /** Stands for permissions and owners on systems that have no such numbers. */
  public static final int UNKNOWN = -1;

  /** Equal to the facts of no file. */
  public static final FileFacts NOT_SEEN =
      new FileFacts(Kind.OTHER, -1, "", Instant.MIN, Instant.MIN, UNKNOWN, UNKNOWN, 0);

  private static final int GROUP_AND_OTHERS = 0077;
  private static final int GROUP_AND_OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;

  /** Kinds of directory entries. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    OTHER
  }

  /** Whether anybody but the owner may read, write or execute it. */
  public boolean openToOthers() {
    return permissions != UNKNOWN && (permissions & GROUP_AND_OTHERS) != 0;
  }

  /** Whether others may replace what lies in this directory. */
  public boolean othersMayReplaceEntries() {
    return permissions != UNKNOWN
        && (permissions & GROUP_AND_OTHERS_WRITE) != 0
        && (permissions & STICKY) == 0;
  }

  /**
   * Whether nothing at all has changed. As {@link #equals}, which a record makes ready at its first
   * use, at some 15 ms in a fresh JVM.
   */
  public boolean sameAs(FileFacts other) {
    return sameContentAs(other)
        && kind == other.kind
        && changed.equals(other.changed)
        && permissions == other.permissions
        && owner == other.owner
        && links == other.links;
  }

  /** Whether this is the same file with, as far as can be seen, the same content. */
  public boolean sameContentAs(FileFacts other) {
    return identity.equals(other.identity) && size == other.size && modified.equals(other.modified);
  }
}
