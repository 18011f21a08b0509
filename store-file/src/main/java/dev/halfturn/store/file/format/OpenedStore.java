// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

/**
 * One generation of a store, proved and decrypted. Immutable and thread-safe; holds the master key,
 * so {@code toString} says no more than which store and generation it is.
 */
public final class OpenedStore {

  private final Header header;
  private final MasterKey masterKey;
  private final Entries entries;

  OpenedStore(Header header, MasterKey masterKey, Entries entries) {
    this.header = header;
    this.masterKey = masterKey;
    this.entries = entries;
  }

  /** Which store, which generation, which slots; proved. */
  public Header header() {
    return header;
  }

  /** The entries of this generation. */
  public Entries entries() {
    return entries;
  }

  /** Opens and seals the other generations of this store; shared, not a copy. */
  public MasterKey masterKey() {
    return masterKey;
  }

  @Override
  public String toString() {
    return "store " + header.fileId() + ", generation " + header.generation();
  }
}
