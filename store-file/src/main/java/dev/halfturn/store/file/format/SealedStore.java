// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

/** A generation of a store that is ready to be written, beside what it holds. */
public final class SealedStore {

  private final byte[] file;
  private final OpenedStore store;

  SealedStore(byte[] ownedFile, OpenedStore store) {
    this.file = ownedFile;
    this.store = store;
  }

  /** The bytes of the whole file; a copy. */
  public byte[] file() {
    return file.clone();
  }

  byte[] ownFile() {
    return file;
  }

  /** What {@link #file()} holds, as opening it would show. */
  public OpenedStore store() {
    return store;
  }

  @Override
  public String toString() {
    return store + ", sealed";
  }
}
