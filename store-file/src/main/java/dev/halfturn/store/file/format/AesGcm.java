// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a tag of 128 bits and a nonce of zeros. The nonce may be constant because a key
 * is never used for two plaintexts: every caller derives the key from a salt that depends on what
 * is encrypted.
 */
final class AesGcm {

  static final int TAG_BYTES = 16;

  // the JDK uses the processor's instructions for GCM only once its methods have been called some
  // thousand times; in pieces they are within ten changes of a large store, then sealing and
  // opening are ten times as fast
  private static final int PIECE = 256;

  private static final GCMParameterSpec ZERO_NONCE =
      new GCMParameterSpec(TAG_BYTES * Byte.SIZE, new byte[12]);

  // making a Cipher costs more than encrypting 4 KiB with it
  private static final ThreadLocal<Cipher> CIPHER =
      new ThreadLocal<>() {
        @Override
        protected Cipher initialValue() {
          return newCipher();
        }
      };

  private AesGcm() {}

  /** Writes the ciphertext and the tag to {@code out}; {@code plaintext.length + 16} bytes. */
  static void seal(byte[] key, byte[] associated, byte[] plaintext, byte[] out, int outOffset) {
    Cipher cipher = CIPHER.get();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), ZERO_NONCE);
      cipher.updateAAD(associated);
      int read = 0;
      int written = 0;
      while (plaintext.length - read > PIECE) {
        written += cipher.update(plaintext, read, PIECE, out, outOffset + written);
        read += PIECE;
      }
      cipher.doFinal(plaintext, read, plaintext.length - read, out, outOffset + written);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed on arguments of the right size", e);
    }
  }

  /** The plaintext, or nothing if the tag does not match. */
  static Optional<byte[]> open(byte[] key, byte[] associated, byte[] in, int offset, int length) {
    Cipher cipher = CIPHER.get();
    try {
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), ZERO_NONCE);
      cipher.updateAAD(associated);
      return Optional.of(cipher.doFinal(in, offset, length));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed on arguments of the right size", e);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }
}
