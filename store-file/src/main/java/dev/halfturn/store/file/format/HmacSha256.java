// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 and what is built on it alone: HKDF (RFC 5869) with one block of output. */
final class HmacSha256 {

  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final ThreadLocal<Mac> MAC =
      new ThreadLocal<>() {
        @Override
        protected Mac initialValue() {
          return newMac();
        }
      };

  private HmacSha256() {}

  /** The MAC of the parts in a row. */
  static byte[] mac(byte[] key, byte[]... parts) {
    Mac mac = keyed(key);
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** The MAC of the first bytes of an array. */
  static byte[] macOfPrefix(byte[] key, byte[] data, int length) {
    Mac mac = keyed(key);
    mac.update(data, 0, length);
    return mac.doFinal();
  }

  /**
   * HKDF-SHA256 with 32 bytes of output.
   *
   * <p>By hand because one block of output makes it two MACs, and because loading BouncyCastle for
   * it costs a command that opens a store by key file a third of its time.
   *
   * @param salt at least one byte
   */
  static byte[] hkdf(byte[] inputKey, byte[] salt, byte[]... info) {
    byte[] pseudoRandomKey = mac(salt, inputKey);
    return mac(pseudoRandomKey, Bytes.concat(info), new byte[] {1});
  }

  private static Mac keyed(byte[] key) {
    Mac mac = MAC.get();
    try {
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any byte array is a key of " + ALGORITHM, e);
    }
    return mac;
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}
