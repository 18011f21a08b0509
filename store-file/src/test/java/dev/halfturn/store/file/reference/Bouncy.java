// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Arrays;

/** The primitives of the format, all of them by BouncyCastle. */
public final class Bouncy {

  private Bouncy() {}

  public static byte[] concat(byte[]... parts) {
    return Arrays.concatenate(parts);
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static byte[] sha256(byte[] data) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(data, 0, data.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  public static byte[] hmac(byte[] key, byte[] data) {
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] tag = new byte[32];
    mac.doFinal(tag, 0);
    return tag;
  }

  public static byte[] hkdf(byte[] inputKey, byte[] salt, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(inputKey, salt, info));
    byte[] derived = new byte[length];
    generator.generateBytes(derived, 0, length);
    return derived;
  }

  public static byte[] argon2id(
      byte[] password, byte[] salt, int memoryKib, int passes, int lanes, int version) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(version)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] derived = new byte[32];
    generator.generateBytes(password, derived);
    return derived;
  }

  public static byte[] gcmSeal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return gcm(true, key, nonce, associated, plaintext);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Optional<byte[]> gcmOpen(
      byte[] key, byte[] nonce, byte[] associated, byte[] sealed) {
    try {
      return Optional.of(gcm(false, key, nonce, associated, sealed));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private static byte[] gcm(boolean encrypt, byte[] key, byte[] nonce, byte[] associated, byte[] in)
      throws InvalidCipherTextException {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(encrypt, new AEADParameters(new KeyParameter(key), 128, nonce, associated));
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    cipher.doFinal(out, length);
    return out;
  }
}
