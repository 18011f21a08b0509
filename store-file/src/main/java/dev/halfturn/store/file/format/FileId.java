// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Which store a file belongs to: 16 random bytes, chosen once, kept for the life of the store and
 * all its copies. Not a secret.
 *
 * @param hex the bytes as 32 lower-case hexadecimal digits
 */
public record FileId(String hex) {

  static final int BYTES = 16;

  public FileId {
    if (!Bytes.isLowerHex(hex, BYTES)) {
      throw new IllegalArgumentException("a file id is 32 lower-case hexadecimal digits");
    }
  }

  static FileId of(byte[] bytes) {
    return new FileId(HexFormat.of().formatHex(bytes));
  }

  static FileId random(SecureRandom random) {
    return of(Bytes.random(random, BYTES));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
