// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.ColorScheme;

/** Typefaces within a text: characters of no text, which the parser's library takes for colours. */
final class Emphasis {

  static final char BOLD = '\uE000';
  static final char ITALIC = '\uE001';
  static final char NONE = '\uE002';

  /** What the library adds at the end of what is coloured. */
  private static final String RESET = "\u001B\\[\\d*m";

  private Emphasis() {}

  /** What is typed as it is, bold; what stands for something else, italic. */
  static ColorScheme scheme() {
    return new ColorScheme.Builder(Ansi.ON)
        .commands(new Face(BOLD))
        .options(new Face(BOLD))
        .parameters(new Face(ITALIC))
        .optionParams(new Face(ITALIC))
        .build();
  }

  /** A text of the library's in these colours. */
  static String of(Object coloured) {
    return coloured.toString().replaceAll(RESET, "");
  }

  static String bold(String text) {
    return BOLD + text + NONE;
  }

  private record Face(char start) implements IStyle {
    @Override
    public String on() {
      return String.valueOf(start);
    }

    @Override
    public String off() {
      return String.valueOf(NONE);
    }
  }
}
