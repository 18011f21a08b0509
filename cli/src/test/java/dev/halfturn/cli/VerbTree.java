// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.Verbs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** All verbs and groups of the command. */
public final class VerbTree {

  private VerbTree() {}

  /** The command with all that hangs on it. */
  public static CommandLine whole() {
    CommandLine root = new CommandLine(new Root());
    Surroundings surroundings =
        Surroundings.withoutTerminal(
            System.in, System.out, System.err, Map.of(), InstantSource.system());
    Verbs.register(root, new String[0], new Invocation(surroundings, new Root()));
    return root;
  }

  /** All verbs and groups, as they are typed; the command itself is the empty one. */
  public static List<List<String>> verbs() {
    List<List<String>> verbs = new ArrayList<>();
    collect(whole(), List.of(), verbs);
    return verbs;
  }

  /** One of them. */
  public static CommandLine find(List<String> path) {
    CommandLine command = whole();
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> verbs) {
    verbs.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, verb) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(verb, longer, verbs);
            });
  }
}
