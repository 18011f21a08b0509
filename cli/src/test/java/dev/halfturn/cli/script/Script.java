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
 * > what a person at a terminal answers to a question
 *   a line of standard output, two blanks in
 * ! a line of standard error
 * [2]
 * </pre>
 *
 * <p>The number in brackets is the exit status, left out if it is 0. With answers there is a person
 * at a terminal, who sees both streams, the questions and the answers, unless those are hidden.
 */
public final class Script {

  /** What one command gave. */
  public record Result(int status, String out, String err) {}

  /**
   * What goes into one command.
   *
   * @param in standard input
   * @param answers what a person says, if there is one
   */
  public record Input(String in, List<String> answers) {
    /** With nobody at a terminal. */
    public static Input of(String in) {
      return new Input(in, List.of());
    }
  }

  /** Runs one command line. */
  public interface Runner {
    Result run(String commandLine, Input input);
  }

  private static final String COMMAND = "$ ";
  private static final String INPUT = "<";
  private static final String ANSWER = ">";

  private Script() {}

  /** Runs all commands of a script and returns it with what came out. */
  public static String replay(String script, Runner runner) {
    List<String> lines = script.lines().toList();
    StringBuilder replayed = new StringBuilder();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++);
      if (line.startsWith(COMMAND)) {
        replayed.append(line).append('\n');
        List<String> input = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        while (i < lines.size() && (is(INPUT, lines.get(i)) || is(ANSWER, lines.get(i)))) {
          String given = lines.get(i++);
          (is(INPUT, given) ? input : answers).add(given.substring(Math.min(2, given.length())));
          replayed.append(given).append('\n');
        }
        append(
            replayed,
            runner.run(line.substring(COMMAND.length()), new Input(joined(input), answers)));
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

  private static boolean is(String sign, String line) {
    return line.startsWith(sign + " ") || line.equals(sign);
  }

  /** Blank lines between commands are kept by a comment sign, so that output may be blank, too. */
  private static boolean isOutput(String line) {
    return line.isEmpty() || line.startsWith("  ") || line.startsWith("! ") || line.startsWith("[");
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
