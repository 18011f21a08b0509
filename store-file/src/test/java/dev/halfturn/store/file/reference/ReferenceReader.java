// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import static dev.halfturn.store.file.reference.Bouncy.ascii;
import static dev.halfturn.store.file.reference.Bouncy.concat;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decrypts a file from the specification alone, by BouncyCastle alone. It trusts the layout of the
 * header and takes the slot it is told; what it proves is the cryptography.
 */
public final class ReferenceReader {

  private static final int RAW_KEY = 2;

  private ReferenceReader() {}

  /**
   * The JSON in a file.
   *
   * @param slotIndex the slot, counted from 0
   * @param secret the raw key, or the UTF-8 passphrase, that opens it
   * @throws IllegalStateException if a check fails, naming it
   */
  public static byte[] open(byte[] file, int slotIndex, byte[] secret) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int headerEnd = 10 + in.getShort(8);
    byte[] fileId = Arrays.copyOfRange(file, 13, 29);
    byte[] masterKey = unwrap(file, slotStart(in, slotIndex), fileId, secret);
    byte[] mac =
        Bouncy.hmac(
            Bouncy.hkdf(masterKey, fileId, ascii("ht1/header"), 32),
            Arrays.copyOf(file, headerEnd));
    check(Arrays.equals(mac, Arrays.copyOfRange(file, headerEnd, headerEnd + 32)), "header");
    byte[] dataKey =
        Bouncy.hkdf(
            masterKey,
            Arrays.copyOfRange(file, headerEnd - 32, headerEnd),
            concat(ascii("ht1/payload"), fileId, Arrays.copyOfRange(file, 29, 37)),
            32);
    byte[] plaintext =
        Bouncy.gcmOpen(
                dataKey,
                new byte[12],
                Bouncy.sha256(Arrays.copyOf(file, headerEnd + 32)),
                Arrays.copyOfRange(file, headerEnd + 32, file.length))
            .orElseThrow(() -> new IllegalStateException("payload"));
    int length = ByteBuffer.wrap(plaintext).getInt();
    byte[] json = Arrays.copyOfRange(plaintext, 4, 4 + length);
    check(Arrays.equals(ReferenceFile.frame(json), plaintext), "frame");
    return json;
  }

  private static int slotStart(ByteBuffer in, int slotIndex) {
    int start = 38;
    for (int i = 0; i < slotIndex; i++) {
      start += 3 + in.getShort(start + 1);
    }
    return start;
  }

  private static byte[] unwrap(byte[] file, int start, byte[] fileId, byte[] secret) {
    ByteBuffer in = ByteBuffer.wrap(file);
    boolean raw = file[start] == RAW_KEY;
    byte[] salt = Arrays.copyOfRange(file, start + 11, start + 27);
    byte[] kek =
        raw
            ? secret
            : Bouncy.argon2id(
                secret,
                salt,
                in.getInt(start + 27),
                in.getShort(start + 31),
                in.get(start + 33),
                in.get(start + 34));
    int commitStart = start + (raw ? 27 : 35);
    int wrappedStart = commitStart + 16;
    check(
        Arrays.equals(
            Arrays.copyOf(Bouncy.hkdf(kek, salt, ascii("ht1/commit"), 32), 16),
            Arrays.copyOfRange(file, commitStart, wrappedStart)),
        "commit");
    return Bouncy.gcmOpen(
            Bouncy.hkdf(kek, salt, ascii("ht1/wrap"), 32),
            new byte[12],
            concat(ascii("ht1/slot"), fileId, Arrays.copyOfRange(file, start, wrappedStart)),
            Arrays.copyOfRange(file, wrappedStart, wrappedStart + 48))
        .orElseThrow(() -> new IllegalStateException("wrapped master key"));
  }

  private static void check(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
