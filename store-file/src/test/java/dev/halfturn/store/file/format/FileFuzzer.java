// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import java.util.Arrays;

/**
 * What a coverage-guided fuzzer calls with bytes that are meant as a whole file. It needs none of
 * the fuzzer's classes, so that it is compiled and run in each build, too.
 */
public final class FileFuzzer {

  // of the vectors, from whose files the fuzzer starts
  private static final UnlockKey KEY = Samples.rawKey("raw key");

  private FileFuzzer() {}

  /** Opens the bytes; anything but a refusal for a defined reason is a finding. */
  public static void fuzzerTestOneInput(byte[] file) {
    FileLayout layout;
    try {
      layout = FileLayout.parse(file);
    } catch (HalfturnException e) {
      requireOneOf(e, "STORE_CORRUPT", "UNSUPPORTED_VERSION");
      return;
    }
    byte[] header = FileLayout.encodeHeader(layout.header());
    if (Arrays.mismatch(file, header) != header.length) {
      throw new IllegalStateException("accepted a header that would be encoded otherwise");
    }
    try {
      Samples.FORMAT.open(file, KEY);
    } catch (HalfturnException e) {
      requireOneOf(e, "WRONG_KEY", "STORE_TAMPERED", "STORE_CORRUPT", "UNSUPPORTED_VERSION");
    }
  }

  static void requireOneOf(HalfturnException e, String... reasons) {
    if (!Arrays.asList(reasons).contains(e.reason())) {
      throw new IllegalStateException("refused with " + e.reason(), e);
    }
  }
}
