// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.format.KeyFileText;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.io.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Keys as lines of text, wherever they come from. */
final class KeyText {

  private static final int LIMIT = 4096;

  private KeyText() {}

  /**
   * Reads a key from a file.
   *
   * @param what how messages call the file
   */
  static UnlockKey read(String what, FileOps ops, Path path) throws IOException {
    byte[] text = ops.read(path, LIMIT);
    try {
      return parse(what, text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Parses a key; the message names where it came from and never quotes it. */
  static UnlockKey parse(String what, byte[] text) {
    if (text.length == 0) {
      throw unusable(what, "it is empty", "it must hold one line, HTK1-...");
    }
    try {
      return KeyFileText.parse(SecretValue.of(text));
    } catch (HalfturnException e) {
      throw unusable(what, e.getMessage(), e.hint().orElse("use another key"));
    }
  }

  private static HalfturnException unusable(String what, String why, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNAUTHENTICATED, "KEY_MALFORMED", what + " is no key: " + why)
            .withHint(hint));
  }

  /** A key as a line of text, with its end. */
  static byte[] line(UnlockKey.RawKey key) {
    byte[] text = KeyFileText.format(key).reveal();
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    Arrays.fill(text, (byte) 0);
    return line;
  }
}
