// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.ArrayList;
import java.util.List;

/** A notice as plain text. */
final class PlainNotice {

  private static final int NARROWEST = 13;

  private final int column;
  private final List<String> lines = new ArrayList<>();
  private int step;

  private PlainNotice(int column) {
    this.column = column;
  }

  static String of(List<NoticePart> parts) {
    int longest = parts.stream().mapToInt(part -> part.label().length()).max().orElse(0);
    PlainNotice plain = new PlainNotice(Math.max(NARROWEST, longest + 2));
    parts.forEach(plain::add);
    return String.join("\n", plain.lines);
  }

  private void add(NoticePart part) {
    switch (part.form()) {
      case FACT, LINK -> {
        step = 0;
        hanging(part.label(), "", part.text());
      }
      case STEP -> {
        step = part.label().isEmpty() ? step + 1 : 1;
        hanging(part.label(), step + ". ", part.text());
      }
      case COMMAND -> hanging("", "   ", part.text());
      case TEXT -> {
        step = 0;
        lines.add(part.text());
      }
    }
  }

  private void hanging(String label, String mark, String text) {
    String first = label + " ".repeat(column - label.length()) + mark;
    String further = "\n" + " ".repeat(first.length());
    lines.add(first + text.replace("\n", further));
  }
}
