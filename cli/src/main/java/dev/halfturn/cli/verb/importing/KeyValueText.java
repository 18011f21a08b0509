// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code NAME=value}, as {@code .env} files have them. A value may stand in single
 * quotation marks, as it is, or in double ones, with {@code \n}, {@code \"} and the like; both may
 * go over several lines. Without them it ends before a {@code #} that follows a blank. {@code
 * export} before the name is allowed. Nothing is put in for {@code $NAME}.
 */
final class KeyValueText {

  private static final Pattern NAME =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*");
  private static final Pattern NOTHING = Pattern.compile("[ \\t]*(?:[#;].*)?");
  private static final Pattern COMMENT = Pattern.compile("[ \\t]+#.*|[ \\t]+$|^#.*");

  private final String text;
  private final Reading reading = new Reading();
  private int at;
  private int line = 1;

  private KeyValueText(String text) {
    this.text = text;
    this.at = text.startsWith(Place.BYTE_ORDER_MARK) ? 1 : 0;
  }

  static Reading read(String text) {
    KeyValueText reader = new KeyValueText(text);
    while (reader.at < text.length()) {
      reader.readLine();
    }
    return reader.reading;
  }

  private void readLine() {
    int end = lineEnd(at);
    if (!NOTHING.matcher(text.substring(at, end)).matches()) {
      Matcher name = NAME.matcher(text).region(at, end);
      if (name.lookingAt()) {
        readValue(name.group(1), name.end(), end);
      } else {
        reading.fault(line, "is not NAME=value");
      }
    }
    nextLine();
  }

  private void readValue(String name, int start, int end) {
    char quote = start < end ? text.charAt(start) : ' ';
    if (quote != '\'' && quote != '"') {
      String value = text.substring(start, end);
      Matcher comment = COMMENT.matcher(value);
      value = comment.find() ? value.substring(0, comment.start()) : value;
      reading.add(new Entry("", name, value, line, start, start + value.length(), ""));
      return;
    }
    int first = line;
    StringBuilder value = new StringBuilder();
    int close = quoted(quote, start + 1, value);
    if (close < 0) {
      reading.fault(first, "has no closing quotation mark");
      return;
    }
    at = close + 1;
    if (NOTHING.matcher(text.substring(at, lineEnd(at))).matches()) {
      reading.add(new Entry("", name, value.toString(), first, start, at, ""));
    } else {
      reading.fault(line, "goes on after the closing quotation mark");
    }
  }

  /** Collects up to the closing quotation mark; its index, or -1 if there is none. */
  private int quoted(char quote, int from, StringBuilder value) {
    int lines = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        line += lines;
        return i;
      }
      if (c == '\n') {
        lines++;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.length()) {
        value.append(unescaped(text.charAt(++i)));
      } else {
        value.append(c);
      }
    }
    return -1;
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$', '`' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    end = end < 0 ? text.length() : end;
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private void nextLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
    line++;
  }
}
