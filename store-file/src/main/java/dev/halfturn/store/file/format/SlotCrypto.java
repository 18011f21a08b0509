// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Wraps the master key under somebody's key, and unwraps it. */
final class SlotCrypto {

  private SlotCrypto() {}

  static Slot wrap(MasterKey masterKey, SlotId id, NewSlot wanted, SecureRandom random) {
    byte[] salt = freshSalt(masterKey, id, random);
    byte[] kek = KeyEncryptionKey.of(wanted.key(), salt, wanted.kdf());
    Slot unwrapped = new Slot(id, wanted.kdf(), salt, commit(kek, salt), new byte[0]);
    byte[] wrapped = new byte[Slot.WRAPPED_BYTES];
    AesGcm.seal(
        wrappingKey(kek, salt),
        associatedData(masterKey.fileId(), unwrapped),
        masterKey.bytes(),
        wrapped,
        0);
    Arrays.fill(kek, (byte) 0);
    return new Slot(id, wanted.kdf(), salt, unwrapped.commit(), wrapped);
  }

  /**
   * The master key, or nothing if the slot is not for this key.
   *
   * @throws dev.halfturn.spi.HalfturnException {@code STORE_TAMPERED} if it is and yet does not
   *     open
   */
  static Optional<MasterKey> unwrap(FileId fileId, Slot slot, UnlockKey key) {
    byte[] kek = KeyEncryptionKey.of(key, slot.salt(), slot.kdf());
    try {
      if (!MessageDigest.isEqual(commit(kek, slot.salt()), slot.commit())) {
        return Optional.empty();
      }
      Optional<byte[]> masterKey =
          AesGcm.open(
              wrappingKey(kek, slot.salt()),
              associatedData(fileId, slot),
              slot.wrapped(),
              0,
              Slot.WRAPPED_BYTES);
      if (masterKey.isEmpty()) {
        throw FormatProblems.tampered("slot " + slot.id() + " does not open");
      }
      return Optional.of(new MasterKey(fileId, masterKey.get()));
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  /** Depends on the master key too, so that a bad random number generator cannot repeat a salt. */
  private static byte[] freshSalt(MasterKey masterKey, SlotId id, SecureRandom random) {
    byte[] mac =
        HmacSha256.mac(masterKey.derive("ht1/slotsalt"), Bytes.random(random, 32), id.bytes());
    return Arrays.copyOf(mac, Slot.SALT_BYTES);
  }

  private static byte[] commit(byte[] kek, byte[] salt) {
    return Arrays.copyOf(HmacSha256.hkdf(kek, salt, Bytes.ascii("ht1/commit")), Slot.COMMIT_BYTES);
  }

  private static byte[] wrappingKey(byte[] kek, byte[] salt) {
    return HmacSha256.hkdf(kek, salt, Bytes.ascii("ht1/wrap"));
  }

  private static byte[] associatedData(FileId fileId, Slot slot) {
    return Bytes.concat(Bytes.ascii("ht1/slot"), fileId.bytes(), slot.encodeUnwrapped());
  }
}
