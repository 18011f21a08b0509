// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A command line of {@code halfturn} in a script or a document, and what it ended with.
 *
 * @param words what follows the name of the command
 * @param status its exit status
 */
record Session(List<String> words, int status) {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\$ halfturn(?: (.*))?\\n(?:(?!\\$ |\\[).*\\n)*(?:\\[(\\d+)]\\n)?");

  /** Stands for whatever variable a script names. */
  private static final Map<String, String> ANY =
      new AbstractMap<>() {
        @Override
        public String get(Object name) {
          return switch ((String) name) {
            case "FD", "PORT" -> "9";
            case "ROTATION" -> "R-7Q2F";
            case "SIMULATOR" -> "http://127.0.0.1:9";
            default -> "x";
          };
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
          return Set.of();
        }
      };

  /** All of all scripts and documents that are run. */
  static List<Session> all() throws IOException {
    List<Session> sessions = new ArrayList<>();
    for (Path script : ScriptTest.scripts()) {
      sessions.addAll(in(Files.readString(script)));
    }
    for (Path document : DocumentsTest.documents()) {
      String script = MarkdownScript.of(Files.readString(document));
      sessions.addAll(in(script.replace("$ " + MarkdownScript.DEMO, "$ halfturn demo")));
    }
    sessions.addAll(ConditionTable.read().sessions());
    return sessions;
  }

  static List<Session> in(String script) {
    return COMMAND.matcher(script).results().map(Session::of).toList();
  }

  static Session of(String line, int status) {
    return new Session(Words.split(line, ANY), status);
  }

  private static Session of(MatchResult found) {
    return of(
        found.group(1) == null ? "" : found.group(1),
        found.group(2) == null ? 0 : Integer.parseInt(found.group(2)));
  }
}
