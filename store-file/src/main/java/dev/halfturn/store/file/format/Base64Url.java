// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.Arrays;

/** The alphabet of RFC 4648 section 5, without padding, in its one canonical form. */
final class Base64Url {

  private static final byte[] DIGITS = new byte[256];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      DIGITS[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  /** 0 to 63, or negative if the character is not of the alphabet. */
  static int digit(byte character) {
    return DIGITS[character & 0xff];
  }

  /** Whether so many digits, ending with this one, are whole bytes and nothing else. */
  static boolean isWhole(int length, int lastDigit) {
    return switch (length % 4) {
      case 0 -> true;
      case 2 -> (lastDigit & 0x0f) == 0;
      case 3 -> (lastDigit & 0x03) == 0;
      default -> false;
    };
  }
}
