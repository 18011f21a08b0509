// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One way to open a store: the master key, wrapped under a key that somebody holds. Immutable; of
 * what it holds only {@link #id()}, {@link #type()} and {@link #kdf()} are of interest outside.
 */
public final class Slot {

  static final int SALT_BYTES = 16;
  static final int COMMIT_BYTES = 16;
  static final int WRAPPED_BYTES = MasterKey.BYTES + AesGcm.TAG_BYTES;

  private final SlotId id;
  private final Optional<Argon2Cost> kdf;
  private final byte[] salt;
  private final byte[] commit;
  private final byte[] wrapped;

  Slot(SlotId id, Optional<Argon2Cost> kdf, byte[] salt, byte[] commit, byte[] wrapped) {
    this.id = id;
    this.kdf = kdf;
    this.salt = salt;
    this.commit = commit;
    this.wrapped = wrapped;
  }

  /** How the slot is called. */
  public SlotId id() {
    return id;
  }

  /** What opens it. */
  public SlotType type() {
    return kdf.isPresent() ? SlotType.PASSPHRASE : SlotType.RAW_KEY;
  }

  /** The cost of deriving its key; empty unless it is opened by a passphrase. */
  public Optional<Argon2Cost> kdf() {
    return kdf;
  }

  byte[] salt() {
    return salt;
  }

  byte[] commit() {
    return commit;
  }

  byte[] wrapped() {
    return wrapped;
  }

  int encodedLength() {
    return 1 + Short.BYTES + type().length();
  }

  /** The whole slot as it stands in the file. */
  byte[] encode() {
    return ByteBuffer.allocate(encodedLength()).put(encodeUnwrapped()).put(wrapped).array();
  }

  /** The slot without its last field, which the wrapping authenticates. */
  byte[] encodeUnwrapped() {
    ByteBuffer out = ByteBuffer.allocate(encodedLength() - WRAPPED_BYTES);
    out.put((byte) type().code()).putShort((short) type().length());
    out.put(id.bytes()).put(salt);
    if (kdf.isPresent()) {
      Argon2Cost cost = kdf.get();
      out.putInt(cost.memoryKib()).putShort((short) cost.passes());
      out.put((byte) cost.lanes()).put((byte) Argon2Cost.VERSION);
    }
    return out.put(commit).array();
  }

  @Override
  public String toString() {
    return id + " (" + type() + kdf.map(parameters -> ", " + parameters).orElse("") + ")";
  }
}
