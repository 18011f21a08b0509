// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The 32 bytes under which a slot wraps the master key. */
final class KeyEncryptionKey {

  private static final int BYTES = 32;

  private KeyEncryptionKey() {}

  /**
   * The caller has checked the parameters against its limits and wipes the result.
   *
   * @param kdf present exactly for passphrases
   */
  static byte[] of(UnlockKey key, byte[] salt, Optional<Argon2Cost> kdf) {
    if (key instanceof UnlockKey.Passphrase passphrase) {
      byte[] text = passphrase.text().reveal();
      try {
        return argon2id(text, salt, kdf.orElseThrow());
      } finally {
        Arrays.fill(text, (byte) 0);
      }
    }
    return ((UnlockKey.RawKey) key).key().reveal();
  }

  static byte[] argon2id(byte[] passphrase, byte[] salt, Argon2Cost cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Cost.VERSION)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] derived = new byte[BYTES];
    try {
      generator.generateBytes(passphrase, derived);
    } catch (OutOfMemoryError e) {
      // large enough a heap, but others have filled it; what the derivation took is free again
      throw KdfLimits.noRoom(cost);
    }
    return derived;
  }
}
