// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.nio.ByteBuffer;

/**
 * The frame around the JSON of the entries: its length in four bytes before it, zeros behind it up
 * to the next multiple of {@value #BLOCK} bytes, so that the size of a file tells little.
 */
final class Plaintext {

  static final int BLOCK = 1024;
  static final int JSON_START = Integer.BYTES;

  private Plaintext() {}

  static int paddedLength(int jsonLength) {
    return (JSON_START + jsonLength + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * The position behind the JSON.
   *
   * @throws dev.halfturn.spi.HalfturnException {@code STORE_CORRUPT} if the frame is not exact
   */
  static int jsonEnd(byte[] plaintext) {
    int length = ByteBuffer.wrap(plaintext).getInt();
    if (length < 0
        || length > plaintext.length - JSON_START
        || paddedLength(length) != plaintext.length) {
      throw FormatProblems.corrupt("the length of its content");
    }
    for (int i = JSON_START + length; i < plaintext.length; i++) {
      if (plaintext[i] != 0) {
        throw FormatProblems.corrupt("the padding of its content");
      }
    }
    return JSON_START + length;
  }
}
