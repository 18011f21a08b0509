// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.Verbs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  @TempDir Path directory;

  /** All verbs and groups, as they are typed. */
  static List<List<String>> verbs() {
    List<List<String>> verbs = new ArrayList<>();
    collect(tree(), List.of(), verbs);
    return verbs;
  }

  private static CommandLine tree() {
    CommandLine root = new CommandLine(new Root());
    Surroundings surroundings =
        Surroundings.withoutTerminal(
            System.in, System.out, System.err, Map.of(), InstantSource.system());
    Verbs.register(root, new String[0], new Invocation(surroundings, new Root()));
    return root;
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

  private static CommandLine find(List<String> path) {
    CommandLine command = tree();
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void showsWhatTheVerbDoesAndEveryExitCode(List<String> verb) {
    CommandRun run = CommandRun.in(directory);
    List<String> args = new ArrayList<>(verb);
    args.add("--help");

    int status = run.run(args.toArray(new String[0]));

    assertThat(status).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: halfturn", "EXIT CODES");
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).contains(code.meaning());
    }
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void hasAnExampleForEveryVerb(List<String> verb) {
    CommandLine command = find(verb);
    if (command.getSubcommands().isEmpty()) {
      assertThat(command.getCommandSpec().usageMessage().footer()).isNotEmpty();
      assertThat(command.getCommandSpec().usageMessage().footer()[0])
          .contains("halfturn " + String.join(" ", verb));
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void saysWhatEachFlagMeans(List<String> verb) {
    for (OptionSpec option : find(verb).getCommandSpec().options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void hasNoFlagThatTakesASecret(List<String> verb) {
    for (OptionSpec option : find(verb).getCommandSpec().options()) {
      boolean takesValue = option.arity().max() > 0;
      if (takesValue && option.longestName().matches(".*(secret|passphrase|password|token).*")) {
        assertThat(option.longestName()).matches(".*-(file|fd)");
      }
    }
  }

  /** It was written by the parser while this was built. */
  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void isReadyWithoutTheParser(String flag) {
    CommandRun run = CommandRun.in(directory);
    assertThat(run.run("--quiet", flag)).isZero();
    String parsers = run.out();

    assertThat(ReadyAnswer.to(new String[] {flag})).contains(parsers);
    assertThat(run.run(flag)).isZero();
    assertThat(run.out()).isEqualTo(parsers);
  }

  @Test
  void listsTheExitCodes() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("--exit-codes")).isZero();
    assertThat(run.out()).contains("0\tdone", "12\tnew secret failed its test, old one kept");
    assertThat(run.out().lines()).hasSize(ExitCode.values().length);
  }

  @Test
  void listsTheExitCodesAfterAnyVerb() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("token", "--exit-codes")).isZero();
    assertThat(run.out()).contains("130\t");
  }
}
