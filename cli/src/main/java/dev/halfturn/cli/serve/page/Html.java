// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML or SVG as it is written down, element by element. What is given as text or as the value of
 * an attribute is escaped; names of elements and attributes are ours.
 */
final class Html {

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element. */
  Html open(String element, String... attributes) {
    tag(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Ends the element begun last. */
  Html close() {
    text.append("</").append(open.pop()).append('>');
    if (open.size() <= 6) {
      text.append('\n');
    }
    return this;
  }

  /** An element that has no content. */
  Html single(String element, String... attributes) {
    tag(element, attributes).append('>');
    return this;
  }

  /** An element of SVG that has no content. */
  Html shape(String element, String... attributes) {
    tag(element, attributes).append("/>");
    return this;
  }

  /** An element with a text in it. */
  Html element(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  /** Text. */
  Html text(String content) {
    text.append(escape(content));
    return this;
  }

  /** The whole document. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(open + " not closed");
    }
    return "<!DOCTYPE html>\n" + text;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private StringBuilder tag(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]);
      text.append("=\"").append(escape(attributes[i + 1])).append('"');
    }
    return text;
  }

  /** Characters that no text of ours has, controls and those that turn its direction, are shown. */
  static String escape(String content) {
    StringBuilder safe = new StringBuilder(content.length() + 16);
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  if (isPlain(c)) {
                    safe.appendCodePoint(c);
                  } else {
                    safe.append('\uFFFD');
                  }
                }
              }
            });
    return safe.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
