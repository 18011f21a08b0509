// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.NoticePart;
import java.util.regex.Pattern;

/** Texts whose lines were broken for a terminal, for a reader that breaks lines itself. */
final class Prose {

  private static final Pattern GOES_ON = Pattern.compile("\\n(?=\\p{Ll})");

  private Prose() {}

  /**
   * The text of a part without needless line ends: a step is one paragraph, and in a text a line
   * that begins with a small letter goes on the one before. The lines of a fact may be a list.
   */
  static String unwrapped(NoticePart part) {
    return switch (part.form()) {
      case STEP -> part.text().replace('\n', ' ');
      case TEXT -> GOES_ON.matcher(part.text()).replaceAll(" ");
      case FACT, COMMAND, LINK -> part.text();
    };
  }
}
