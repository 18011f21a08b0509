// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretValue;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an application's fingerprints: 32 random bytes kept in its rotation record. With it, a
 * reader of logs, who does not have the record, cannot confirm a guess at a secret. Immutable and
 * thread-safe.
 */
public final class FingerprintKey {

  private static final int SIZE = 32;
  private static final int FINGERPRINT_SIZE = 8;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  private FingerprintKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new key. */
  public static FingerprintKey random(RandomGenerator random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return new FingerprintKey(bytes);
  }

  /** A key from its text; empty if the text is none. */
  static Optional<FingerprintKey> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length == SIZE ? Optional.of(new FingerprintKey(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key as base64url, for the record. */
  String toText() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The fingerprint of a secret. */
  public Fingerprint of(SecretValue secret) {
    byte[] content = secret.reveal();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      return new Fingerprint(HexFormat.of().formatHex(mac.doFinal(content), 0, FINGERPRINT_SIZE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FingerprintKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "FingerprintKey[…]";
  }
}
