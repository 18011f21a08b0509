// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import static dev.halfturn.store.file.reference.Bouncy.ascii;
import static dev.halfturn.store.file.reference.Bouncy.concat;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A slot made from the specification alone, and what a faulty one would be made of. */
public final class ReferenceSlot {

  private final byte[] id;
  private final byte[] salt;
  private final byte[] keyEncryptionKey;
  private final int type;
  private final byte[] kdf;

  private ReferenceSlot(byte[] id, byte[] salt, byte[] keyEncryptionKey, int type, byte[] kdf) {
    this.id = id;
    this.salt = salt;
    this.keyEncryptionKey = keyEncryptionKey;
    this.type = type;
    this.kdf = kdf;
  }

  public static ReferenceSlot rawKey(String label, byte[] key) {
    return rawKey(Fixed.bytes(label + " id", 8), Fixed.bytes(label + " salt", 16), key);
  }

  public static ReferenceSlot rawKey(byte[] id, byte[] salt, byte[] key) {
    return new ReferenceSlot(id, salt, key, 2, new byte[0]);
  }

  public static ReferenceSlot passphrase(
      String label, byte[] passphrase, int memoryKib, int passes, int lanes) {
    byte[] salt = Fixed.bytes(label + " salt", 16);
    return new ReferenceSlot(
        Fixed.bytes(label + " id", 8),
        salt,
        Bouncy.argon2id(passphrase, salt, memoryKib, passes, lanes, 0x13),
        1,
        kdf(memoryKib, passes, lanes, 0x13));
  }

  /** A slot for a passphrase nobody can try, because deriving its key would cost too much. */
  public static ReferenceSlot unaffordable(String label, int memoryKib, int passes, int lanes) {
    return new ReferenceSlot(
        Fixed.bytes(label + " id", 8),
        Fixed.bytes(label + " salt", 16),
        Fixed.bytes(label + " kek", 32),
        1,
        kdf(memoryKib, passes, lanes, 0x13));
  }

  /** The same slot under the id of another. */
  public ReferenceSlot withIdOf(ReferenceSlot other) {
    return new ReferenceSlot(other.id, salt, keyEncryptionKey, type, kdf);
  }

  byte[] encode(byte[] fileId, byte[] masterKey) {
    int length = 8 + 16 + kdf.length + 16 + 48;
    byte[] beforeWrapped =
        concat(
            ByteBuffer.allocate(3).put((byte) type).putShort((short) length).array(),
            id,
            salt,
            kdf,
            Arrays.copyOf(Bouncy.hkdf(keyEncryptionKey, salt, ascii("ht1/commit"), 32), 16));
    byte[] wrapped =
        Bouncy.gcmSeal(
            Bouncy.hkdf(keyEncryptionKey, salt, ascii("ht1/wrap"), 32),
            new byte[12],
            concat(ascii("ht1/slot"), fileId, beforeWrapped),
            masterKey);
    return concat(beforeWrapped, wrapped);
  }

  private static byte[] kdf(int memoryKib, int passes, int lanes, int version) {
    return ByteBuffer.allocate(8)
        .putInt(memoryKib)
        .putShort((short) passes)
        .put((byte) lanes)
        .put((byte) version)
        .array();
  }
}
