// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static java.util.regex.Pattern.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.verb.VerbExits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  @TempDir Path directory;

  static List<List<String>> verbs() {
    return VerbTree.verbs();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void showsWhatTheVerbDoesAndHowItMayEnd(List<String> verb) {
    CommandRun run = CommandRun.in(directory);
    List<String> args = new ArrayList<>(verb);
    args.add("--help");

    int status = run.run(args.toArray(new String[0]));

    assertThat(status).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: halfturn", "EXIT CODES");
    VerbExits.of(VerbTree.find(verb).getCommandSpec())
        .forEach(
            (number, meaning) ->
                assertThat(run.out()).containsPattern("(?m)^  " + number + " +" + quote(meaning)));
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void hasAnExampleForEveryVerb(List<String> verb) {
    CommandLine command = VerbTree.find(verb);
    if (command.getSubcommands().isEmpty()) {
      assertThat(command.getCommandSpec().usageMessage().footer()).isNotEmpty();
      assertThat(command.getCommandSpec().usageMessage().footer()[0])
          .contains("halfturn " + String.join(" ", verb));
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void saysWhatEachFlagMeans(List<String> verb) {
    for (OptionSpec option : VerbTree.find(verb).getCommandSpec().options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void hasNoFlagThatTakesASecret(List<String> verb) {
    for (OptionSpec option : VerbTree.find(verb).getCommandSpec().options()) {
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

  /** What no verb is said to end with would be missed by whoever looks it up. */
  @Test
  void namesEveryExitCodeWithSomeVerb() {
    Set<String> named = new TreeSet<>();
    verbs().stream()
        .filter(verb -> VerbTree.find(verb).getSubcommands().isEmpty())
        .forEach(verb -> named.addAll(VerbExits.of(VerbTree.find(verb).getCommandSpec()).keySet()));

    assertThat(named).containsAll(ExitCode.table().keySet());
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
