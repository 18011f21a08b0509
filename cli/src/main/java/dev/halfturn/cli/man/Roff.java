// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A manual page being written, in the language of man(7).
 *
 * <p>Whatever is added is shown as it is, whatever it means in that language. The characters of
 * {@link Emphasis} alone change the typeface.
 */
final class Roff {

  private static final int ASCII = 0x80;

  private final StringBuilder page = new StringBuilder();

  /**
   * The line at the top and at the bottom of the page. Words are not divided, because a flag with
   * one hyphen more is another flag.
   *
   * @param date of the release, year first
   * @param release which one
   */
  Roff title(String name, String date, String release) {
    return line(".TH \"%s\" 1 \"%s\" \"%s\" \"Halfturn\""
            .formatted(escaped(name), date, escaped(release)))
        .line(".nh")
        .line(".ad l");
  }

  /** A new section. */
  Roff section(String name) {
    return line(".SH " + escaped(name));
  }

  /** A line of running text. */
  Roff text(String text) {
    return line(protectedStart(escaped(text)));
  }

  /** Running text after a gap. */
  Roff paragraph(String text) {
    return line(".PP").text(text);
  }

  /** A term, and indented below it what it means, in one paragraph or several. */
  Roff tagged(String term, List<String> meaning) {
    line(".TP").text(term);
    for (int i = 0; i < meaning.size(); i++) {
      if (i > 0) {
        line(".IP");
      }
      text(meaning.get(i));
    }
    return this;
  }

  /** Lines that are shown as lines, with their blanks. */
  Roff verbatim(List<String> lines) {
    line(".nf");
    lines.forEach(this::text);
    return line(".fi");
  }

  private Roff line(String line) {
    page.append(line).append('\n');
    return this;
  }

  /**
   * A control line begins with one of two characters, of which the apostrophe is always escaped.
   */
  private static String protectedStart(String escaped) {
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }

  private static String escaped(String text) {
    return text.codePoints().mapToObj(Roff::escaped).collect(Collectors.joining());
  }

  /** Characters that are typed in a shell stay what they are, also where typesetters know nicer. */
  private static String escaped(int character) {
    return switch (character) {
      case '\\' -> "\\(rs";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '"' -> "\\(dq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      case Emphasis.BOLD -> "\\fB";
      case Emphasis.ITALIC -> "\\fI";
      case Emphasis.NONE -> "\\fR";
      default ->
          character < ASCII ? Character.toString(character) : "\\[u%04X]".formatted(character);
    };
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
