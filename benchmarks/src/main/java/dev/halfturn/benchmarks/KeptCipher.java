// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM by the JDK with one key and nothing around it: nonce, ciphertext, tag. */
final class KeptCipher {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private long count;

  KeptCipher(byte[] key) throws GeneralSecurityException {
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] seal(byte[] plaintext) throws GeneralSecurityException {
    byte[] sealed = new byte[NONCE_BYTES + plaintext.length + TAG_BITS / Byte.SIZE];
    ByteBuffer.wrap(sealed).putLong(++count);
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_BYTES);
    return sealed;
  }

  byte[] open(byte[] sealed) throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }
}
