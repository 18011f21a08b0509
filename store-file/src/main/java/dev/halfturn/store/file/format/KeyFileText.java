// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.SecretValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A raw key as text: {@code HTK1-}, the key as 43 digits of base64url, {@code -}, and a checksum of
 * 8 hexadecimal digits (the first 4 bytes of SHA-256 over {@code "HTK1"} and the key), so that a
 * mistyped or cut key is told from a wrong one.
 */
public final class KeyFileText {

  /** The length of the text, in characters. */
  public static final int LENGTH = 57;

  private static final byte[] PREFIX = Bytes.ascii("HTK1-");
  private static final int KEY_END = PREFIX.length + 43;

  private KeyFileText() {}

  /** The text of a key, without an end of line. */
  public static SecretValue format(UnlockKey.RawKey key) {
    byte[] raw = key.key().reveal();
    byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(raw);
    byte[] text = Bytes.concat(PREFIX, encoded, Bytes.ascii("-"), checksum(raw));
    SecretValue formatted = SecretValue.of(text);
    wipe(raw, encoded, text);
    return formatted;
  }

  /**
   * The key in a text, behind which one end of line may follow.
   *
   * @throws dev.halfturn.spi.HalfturnException {@code KEY_MALFORMED} if it is anything else; the
   *     message does not quote it
   */
  public static UnlockKey.RawKey parse(SecretValue text) {
    byte[] bytes = text.reveal();
    try {
      int length = lengthOfLine(bytes);
      if (length != LENGTH
          || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
          || bytes[KEY_END] != '-') {
        throw malformed("it does not look like HTK1-<43 characters>-<8 digits>");
      }
      byte[] raw = decode(Arrays.copyOfRange(bytes, PREFIX.length, KEY_END));
      if (!Arrays.equals(checksum(raw), Arrays.copyOfRange(bytes, KEY_END + 1, LENGTH))) {
        throw malformed("its checksum does not match, so a character is wrong");
      }
      UnlockKey.RawKey key = new UnlockKey.RawKey(SecretValue.of(raw));
      wipe(raw);
      return key;
    } finally {
      wipe(bytes);
    }
  }

  private static int lengthOfLine(byte[] bytes) {
    int length = bytes.length;
    if (bytes[length - 1] == '\n') {
      length--;
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
    return length;
  }

  private static byte[] decode(byte[] encoded) {
    int digit = 0;
    for (byte character : encoded) {
      digit = Base64Url.digit(character);
      if (digit < 0) {
        throw malformed("it holds a character that is not of base64url");
      }
    }
    if (!Base64Url.isWhole(encoded.length, digit)) {
      throw malformed("its last character is impossible");
    }
    byte[] raw = Base64.getUrlDecoder().decode(encoded);
    wipe(encoded);
    return raw;
  }

  private static byte[] checksum(byte[] raw) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(Bytes.ascii("HTK1"));
      return Bytes.ascii(HexFormat.of().formatHex(sha256.digest(raw), 0, 4));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static RuntimeException malformed(String why) {
    return FormatProblems.illegal(
        "KEY_MALFORMED",
        "the text is not a key: " + why,
        "use the key file as 'halfturn store init' or 'halfturn key add' wrote it");
  }

  private static void wipe(byte[]... arrays) {
    for (byte[] array : arrays) {
      Arrays.fill(array, (byte) 0);
    }
  }
}
