// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

/** What opens a slot. */
public enum SlotType {
  /** A passphrase, by Argon2id. */
  PASSPHRASE(1, 96),
  /** 32 random bytes, without derivation. */
  RAW_KEY(2, 88);

  /** Reserved for keys wrapped by a service or a device; not written and not read by version 1. */
  static final int RESERVED_EXTERNAL = 3;

  private final int code;
  private final int length;

  SlotType(int code, int length) {
    this.code = code;
    this.length = length;
  }

  int code() {
    return code;
  }

  /** Bytes of a slot of this type after its length field. */
  int length() {
    return length;
  }
}
