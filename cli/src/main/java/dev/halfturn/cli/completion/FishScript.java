// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for fish, which the library does not make. */
final class FishScript {

  /** The verbs typed so far, and whether they are, or begin with, given ones. */
  private static final String FUNCTIONS =
      """
      # The words before the cursor, without flags and the values of those that stand anywhere.
      function __NAME_words
          set -l words
          set -l skip 0
          for token in (commandline -opc)[2..-1]
              if test $skip = 1
                  set skip 0
              else if contains -- $token VALUED
                  set skip 1
              else if not string match -q -- '-*' $token
                  set -a words $token
              end
          end
          echo "$words"
      end

      function __NAME_is
          set -l typed (__NAME_words)
          test "$typed" = "$argv"
      end

      function __NAME_in
          set -l typed (__NAME_words)
          string match -q -r -- "^$argv( |\\$)" "$typed"
      end

      """;

  private final String name;
  private final List<String> lines = new ArrayList<>();

  private FishScript(String name) {
    this.name = name;
  }

  static String of(String name, CommandLine command) {
    FishScript script = new FishScript(name);
    script.lines.add("complete -c " + name + " -f");
    List<OptionSpec> everywhere =
        command.getCommandSpec().options().stream().filter(FishScript::isEverywhere).toList();
    everywhere.forEach(option -> script.option(option, ""));
    command.getCommandSpec().options().stream()
        .filter(option -> !isEverywhere(option))
        .forEach(option -> script.option(option, script.condition("is", "")));
    script.verbs("", command);
    return "# Completion of "
        + name
        + " in fish.\n\n"
        + FUNCTIONS.replace("NAME", name.replace('-', '_')).replace("VALUED", valued(everywhere))
        + String.join("\n", script.lines)
        + "\n";
  }

  private static boolean isEverywhere(OptionSpec option) {
    return option.scopeType() == CommandLine.ScopeType.INHERIT;
  }

  private static String valued(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> option.arity().max() > 0)
        .map(OptionSpec::longestName)
        .collect(Collectors.joining(" "));
  }

  private void verbs(String path, CommandLine command) {
    command
        .getSubcommands()
        .forEach(
            (verb, line) -> {
              add(condition("is", path), "-a " + verb, header(line.getCommandSpec()));
              verb((path + " " + verb).strip(), line);
            });
  }

  private void verb(String path, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.options().stream()
        .filter(option -> !option.inherited())
        .forEach(option -> option(option, condition("in", path)));
    for (PositionalParamSpec positional : spec.positionalParameters()) {
      candidates(positional)
          .ifPresent(
              words -> add(condition("is", path), "-a '" + words + "'", description(positional)));
    }
    verbs(path, line);
  }

  private void option(OptionSpec option, String condition) {
    List<String> flags = new ArrayList<>();
    for (String flag : option.names()) {
      if (flag.startsWith("--")) {
        flags.add("-l " + flag.substring(2));
      } else if (flag.length() == 2) {
        flags.add("-s " + flag.charAt(1));
      }
    }
    if (option.arity().min() > 0) {
      flags.add(
          candidates(option)
              .map(words -> "-x -a '" + words + "'")
              .orElse(isFile(option) ? "-r -F" : "-x"));
    }
    add(condition, String.join(" ", flags), description(option));
  }

  private void add(String condition, String what, String description) {
    lines.add(
        "complete -c "
            + name
            + (condition.isEmpty() ? "" : " -n " + condition)
            + " "
            + what
            + " -d "
            + quoted(description));
  }

  private String condition(String function, String path) {
    return quoted(("__" + name.replace('-', '_') + "_" + function + " " + path).strip());
  }

  private static boolean isFile(ArgSpec arg) {
    return arg.typeInfo().getType() == Path.class
        || arg.typeInfo().getAuxiliaryTypes()[0] == Path.class;
  }

  private static Optional<String> candidates(ArgSpec arg) {
    return Optional.ofNullable(arg.completionCandidates())
        .map(
            words ->
                StreamSupport.stream(words.spliterator(), false).collect(Collectors.joining(" ")));
  }

  private static String header(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().header());
  }

  private static String description(ArgSpec arg) {
    String text = String.join(" ", arg.description());
    return text.replace("${DEFAULT-VALUE}", String.valueOf(arg.defaultValue()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
