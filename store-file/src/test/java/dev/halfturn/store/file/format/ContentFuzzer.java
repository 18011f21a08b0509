// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.reference.ReferenceContent;
import dev.halfturn.store.file.reference.ReferenceFile;
import java.nio.charset.StandardCharsets;

/** The same as {@link FileFuzzer} for bytes that are meant as the content of a file. */
public final class ContentFuzzer {

  private ContentFuzzer() {}

  /** Reads the bytes; what is accepted must be what a general parser would write again. */
  public static void fuzzerTestOneInput(byte[] json) {
    try {
      EntriesParser.parse(ReferenceFile.frame(json));
    } catch (HalfturnException e) {
      FileFuzzer.requireOneOf(e, "STORE_CORRUPT", "UNSUPPORTED_VERSION");
      return;
    }
    ReferenceContent content = ReferenceContent.parse(json);
    if (!content.toJson().equals(new String(json, StandardCharsets.UTF_8))) {
      throw new IllegalStateException("accepted content that is not canonical");
    }
  }
}
