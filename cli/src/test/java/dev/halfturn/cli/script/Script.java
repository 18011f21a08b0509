// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A session with the command as a text file. Running it writes the same text again with what really
 * came out, so a script is right if the two are equal.
 *
 * <pre>
 * # anything at the left edge is a comment
 * $ halfturn secret set erp/refreshtoken -
 * < a line of standard input
 *   a line of standard output, two blanks in
 * ! a line of standard error
 * [2]
 * </pre>
 *
 * <p>The number in brackets is the exit status, left out if it is 0.
 */
final class Script {

  /** What one command gave. */
  record Result(int status, String out, String err) {}

  /** Runs one command line. */
  interface Runner {
    Result run(String commandLine, String in);
  }

  private static final String COMMAND = "$ ";
  private static final String INPUT = "< ";

  private Script() {}

  /** Runs all commands of a script and returns it with what came out. */
  static String replay(String script, Runner runner) {
    List<String> lines = script.lines().toList();
    StringBuilder replayed = new StringBuilder();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++);
      if (line.startsWith(COMMAND)) {
        replayed.append(line).append('\n');
        List<String> input = new ArrayList<>();
        while (i < lines.size() && isInput(lines.get(i))) {
          input.add(lines.get(i).equals("<") ? "" : lines.get(i).substring(INPUT.length()));
          replayed.append(lines.get(i++)).append('\n');
        }
        append(replayed, runner.run(line.substring(COMMAND.length()), joined(input)));
      } else if (!isOutput(line)) {
        replayed.append(line).append('\n');
      }
    }
    return replayed.toString();
  }

  private static void append(StringBuilder replayed, Result result) {
    result
        .out()
        .lines()
        .forEach(line -> replayed.append(("  " + line).stripTrailing()).append('\n'));
    result.err().lines().forEach(line -> replayed.append("! ").append(line).append('\n'));
    if (result.status() != 0) {
      replayed.append('[').append(result.status()).append("]\n");
    }
  }

  private static boolean isInput(String line) {
    return line.startsWith(INPUT) || line.equals("<");
  }

  /** Blank lines between commands are kept by a comment sign, so that output may be blank, too. */
  private static boolean isOutput(String line) {
    return line.isEmpty() || line.startsWith("  ") || line.startsWith("! ") || line.startsWith("[");
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
