// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that look random and are the same on every run. */
public final class Fixed {

  private Fixed() {}

  /** So many bytes that depend on the label alone. */
  public static byte[] bytes(String label, int length) {
    byte[] bytes = new byte[0];
    for (int block = 0; bytes.length < length; block++) {
      byte[] hash = Bouncy.sha256((label + "#" + block).getBytes(StandardCharsets.UTF_8));
      bytes = Bouncy.concat(bytes, hash);
    }
    return Arrays.copyOf(bytes, length);
  }
}
