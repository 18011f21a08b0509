// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.output.ShownName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where credentials may lie.
 *
 * @param label how people see it
 * @param format how to read it; empty to find that out from what is in it
 * @param file the file; empty for the environment and for standard input
 */
record Place(String label, Optional<Format> format, Optional<Path> file) {

  /** What some editors put before a text. */
  static final String BYTE_ORDER_MARK = "\uFEFF";

  /** How a place is read. */
  enum Format {
    ENVIRONMENT,
    KEY_VALUE,
    YAML,
    /** Written by Amazon's command line. */
    AWS;

    /** Whether what stands with one account is never meant for another. */
    boolean keepsAccountsApart() {
      return this == YAML || this == AWS;
    }

    /** Of a file of which only the content is known. */
    static Format of(String text) {
      if (AwsText.is(text)) {
        return AWS;
      }
      String start = text.replace(BYTE_ORDER_MARK, "").stripLeading();
      boolean yaml =
          start.startsWith("{")
              || start.startsWith("---")
              || start
                  .lines()
                  .map(String::strip)
                  .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                  .findFirst()
                  .filter(line -> line.matches("['\"]?[\\w.-]+['\"]?:(\\s.*)?"))
                  .isPresent();
      return yaml ? YAML : KEY_VALUE;
    }
  }

  /** How messages call its last part: a file by its name. */
  String shortLabel() {
    return file.map(path -> ShownName.of(String.valueOf(path.getFileName()))).orElse(label);
  }
}
