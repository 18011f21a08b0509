// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits one line into a program and its arguments, without a shell. The whole rule: blanks
 * separate arguments; what stands between two {@code "} or two {@code '} is taken as it is, blanks
 * included. Nothing else means anything: no backslash, no variable, no pipe, no semicolon.
 */
final class CommandLine {

  private static final Pattern PART = Pattern.compile("\\s+|\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

  private CommandLine() {}

  /**
   * @throws IllegalArgumentException with a reason that does not quote the line
   */
  static List<String> split(String line) {
    List<String> arguments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean inside = false;
    Matcher part = PART.matcher(line);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      String text = text(part);
      if (text != null) {
        current.append(text);
        inside = true;
      } else if (inside) {
        arguments.add(current.toString());
        current.setLength(0);
        inside = false;
      }
    }
    if (end != line.length()) {
      throw new IllegalArgumentException("a quotation mark is not closed");
    }
    if (inside) {
      arguments.add(current.toString());
    }
    return requireProgram(arguments);
  }

  private static String text(Matcher part) {
    for (int group = 1; group <= part.groupCount(); group++) {
      if (part.group(group) != null) {
        return part.group(group);
      }
    }
    return null;
  }

  private static List<String> requireProgram(List<String> arguments) {
    if (arguments.isEmpty() || !Path.of(arguments.get(0)).isAbsolute()) {
      throw new IllegalArgumentException("must begin with the absolute path of a program");
    }
    return List.copyOf(arguments);
  }
}
