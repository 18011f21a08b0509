// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.cli.VerbTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Scripts whose {@code halfturn} may as well be a program of its own. */
public final class LaunchableScripts {

  /**
   * A person at a terminal, a signal, an open descriptor, a lock of another process, a store that
   * only tests have; and, because the process's clock stands still, whatever waits: it was told to,
   * or it ends in that Amazon was not reached, a rotation is pending, Amazon wants to be asked
   * less.
   */
  private static final Pattern IN_PROCESS_ONLY =
      Pattern.compile(
          "(?m)^(> |\\$ stop$|\\$ file (open|lock) |[$<] .*\\bmemory\\b"
              + "|\\$ .* --wait \\d+[smhd]|\\[(6|11|16)]$)");

  private LaunchableScripts() {}

  /** All of them. */
  public static List<Path> all() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (Path script : ScriptTest.scripts()) {
      if (!IN_PROCESS_ONLY.matcher(Files.readString(script)).find()) {
        scripts.add(script);
      }
    }
    return scripts;
  }

  /** A few that show together every verb that any of them shows. */
  public static List<Path> withEveryVerb() throws IOException {
    Map<Path, List<List<String>>> left = new HashMap<>();
    Set<List<String>> missing = new HashSet<>();
    for (Path script : all()) {
      List<List<String>> verbs = verbs(Files.readString(script));
      left.put(script, verbs);
      missing.addAll(verbs);
    }
    List<Path> chosen = new ArrayList<>();
    while (!missing.isEmpty()) {
      Path next =
          left.keySet().stream()
              .max(
                  Comparator.comparingDouble((Path script) -> gain(left.get(script), missing))
                      .thenComparing(Comparator.naturalOrder()))
              .orElseThrow();
      chosen.add(next);
      missing.removeAll(left.remove(next));
    }
    return chosen;
  }

  /** How many missing verbs one command of the script brings. */
  private static double gain(List<List<String>> verbs, Set<List<String>> missing) {
    return (double) verbs.stream().filter(missing::contains).distinct().count() / verbs.size();
  }

  private static List<List<String>> verbs(String script) {
    List<List<String>> all = VerbTree.verbs();
    return Session.in(script).stream().map(session -> verb(session, all)).toList();
  }

  private static List<String> verb(Session session, List<List<String>> all) {
    return all.stream()
        .filter(verb -> startsWith(session.words(), verb))
        .max(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private static boolean startsWith(List<String> words, List<String> verb) {
    return words.size() >= verb.size() && words.subList(0, verb.size()).equals(verb);
  }
}
