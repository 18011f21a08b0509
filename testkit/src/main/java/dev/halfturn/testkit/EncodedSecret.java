// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.util.Arrays;

/** A secret as it looks in one encoding. */
final class EncodedSecret {

  private final String encoding;
  private final byte[] bytes;

  EncodedSecret(String encoding, byte[] bytes) {
    this.encoding = encoding;
    this.bytes = bytes;
  }

  String encoding() {
    return encoding;
  }

  int length() {
    return bytes.length;
  }

  boolean startsWith(byte first) {
    return bytes[0] == first;
  }

  boolean isAt(byte[] text, int from, int end) {
    return from + bytes.length <= end
        && Arrays.equals(text, from, from + bytes.length, bytes, 0, bytes.length);
  }

  /** By content alone: an encoding that changes nothing is the secret as it is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedSecret that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return encoding;
  }
}
