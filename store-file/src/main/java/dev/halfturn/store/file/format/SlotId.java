// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * How one slot of a store is called: 8 random bytes, unique within the file. Not a secret.
 *
 * @param hex the bytes as 16 lower-case hexadecimal digits
 */
public record SlotId(String hex) {

  static final int BYTES = 8;

  public SlotId {
    if (!Bytes.isLowerHex(hex, BYTES)) {
      throw new IllegalArgumentException("a slot id is 16 lower-case hexadecimal digits");
    }
  }

  static SlotId of(byte[] bytes) {
    return new SlotId(HexFormat.of().formatHex(bytes));
  }

  static SlotId random(SecureRandom random) {
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
