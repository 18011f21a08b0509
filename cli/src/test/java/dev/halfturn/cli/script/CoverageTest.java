// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.VerbTree;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.verb.VerbExits;
import dev.halfturn.cli.verb.exec.Exec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Whatever {@code --help} promises, some script or document shows. */
class CoverageTest {

  private static final CommandLine TREE = VerbTree.whole();

  /** What was seen: verbs, verbs with a flag or an argument, verbs with an exit status. */
  private static final Set<String> VERBS = new TreeSet<>();

  private static final Set<String> ARGUMENTS = new TreeSet<>();
  private static final Set<String> STATUSES = new TreeSet<>();

  private static final String DISTRIBUTION = "cli/src/test/java/dev/halfturn/cli/distribution/";

  /** What no script can bring about with any verb, and the test that does. */
  private static final Map<String, String> BY_A_TEST =
      Map.of(
          "1", DISTRIBUTION + "FaultsTest.java", // standard output cannot be written
          "18", DISTRIBUTION + "FaultsTest.java", // a full disk
          "130", DISTRIBUTION + "StopSignalTest.java");

  private static final String NETWORK =
      "store-file/src/test/java/dev/halfturn/store/file/InsecureFilesTest.java";

  /** What no script can bring about with these. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "halfturn init 19",
          NETWORK,
          "halfturn store init 19",
          NETWORK,
          "halfturn plugins 9",
          DISTRIBUTION + "ForeignPluginTest.java",
          "halfturn plugins --verbose",
          DISTRIBUTION + "ForeignPluginTest.java",
          "halfturn plugins --json",
          "cli/src/test/java/dev/halfturn/cli/JsonOutputTest.java");

  /** Verbs whose answer is always the same text. */
  private static final Set<String> WITHOUT_JSON = Set.of("halfturn demo", "halfturn completion");

  @BeforeAll
  static void lookAtAllSessions() throws IOException {
    for (Session session : Session.all()) {
      try {
        ParseResult verb = verb(session);
        CommandSpec spec = verb.commandSpec();
        VERBS.add(spec.qualifiedName());
        STATUSES.add(spec.qualifiedName() + " " + session.status());
        verb.matchedOptions().forEach(option -> ARGUMENTS.add(label(spec, option)));
        spec.options().stream()
            .filter(option -> takesItsOwn(option) && isNamed(option, session))
            .forEach(option -> ARGUMENTS.add(label(spec, option)));
        verb.matchedPositionals().forEach(argument -> ARGUMENTS.add(label(spec, argument)));
      } catch (ParameterException e) {
        STATUSES.add(e.getCommandLine().getCommandSpec().qualifiedName() + " " + session.status());
      }
    }
  }

  private static ParseResult verb(Session session) {
    ParseResult result = TREE.parseArgs(session.words().toArray(new String[0]));
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result;
  }

  /** Of such a flag the parser does not say that it was there. */
  private static boolean takesItsOwn(OptionSpec option) {
    return option.parameterConsumer() != null;
  }

  private static boolean isNamed(OptionSpec option, Session session) {
    return Arrays.stream(option.names()).anyMatch(session.words()::contains);
  }

  private static String label(CommandSpec verb, ArgSpec argument) {
    return verb.qualifiedName()
        + " "
        + (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel());
  }

  private static List<CommandSpec> verbs() {
    return VerbTree.verbs().stream()
        .map(path -> VerbTree.find(path).getCommandSpec())
        .filter(spec -> spec.userObject() instanceof Verb)
        .toList();
  }

  @Test
  void everyVerbIsShown() {
    List<String> promised =
        new ArrayList<>(verbs().stream().map(CommandSpec::qualifiedName).toList());
    promised.removeAll(VERBS);
    assertThat(promised).as("shown nowhere").isEmpty();
  }

  @Test
  void everyFlagAndArgumentOfEveryVerbIsShown() {
    List<String> promised = new ArrayList<>();
    for (CommandSpec verb : verbs()) {
      verb.args().stream()
          .filter(argument -> !isOfAll(argument) || isWith(argument, "--json", verb))
          .forEach(argument -> promised.add(label(verb, argument)));
    }
    promised.removeAll(ARGUMENTS);
    promised.removeAll(ELSEWHERE.keySet());
    assertThat(promised).as("shown nowhere").isEmpty();
  }

  private static boolean isOfAll(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.inherited();
  }

  private static boolean isWith(ArgSpec argument, String name, CommandSpec verb) {
    return argument instanceof OptionSpec option
        && option.longestName().equals(name)
        && !WITHOUT_JSON.contains(verb.qualifiedName());
  }

  @Test
  void everyFlagOfTheCommandItselfIsShownWithSomeVerb() {
    List<String> promised = new ArrayList<>();
    TREE.getCommandSpec().options().forEach(option -> promised.add(option.longestName()));
    ARGUMENTS.forEach(label -> promised.remove(label.substring(label.lastIndexOf(' ') + 1)));
    assertThat(promised).as("shown nowhere").isEmpty();
  }

  @Test
  void everyExitCodeOfEveryVerbIsShown() {
    List<String> promised = new ArrayList<>();
    for (CommandSpec verb : verbs()) {
      VerbExits.of(verb)
          .keySet()
          .forEach(status -> promised.add(verb.qualifiedName() + " " + status));
    }
    promised.removeAll(STATUSES);
    promised.removeIf(one -> BY_A_TEST.containsKey(one.substring(one.lastIndexOf(' ') + 1)));
    promised.removeAll(ELSEWHERE.keySet());
    assertThat(promised).as("shown nowhere").isEmpty();
  }

  @Test
  void theTestsThatShowTheRestExist() {
    Stream.of(BY_A_TEST, ELSEWHERE)
        .flatMap(tests -> tests.values().stream())
        .forEach(test -> assertThat(Path.of("..").resolve(test)).isRegularFile());
  }

  /** But {@code exec} ends with whatever its program does. */
  @Test
  void everyVerbEndsWithWhatItsHelpLists() {
    List<String> seen = new ArrayList<>();
    for (CommandSpec verb : verbs()) {
      if (verb.userObject() instanceof Exec) {
        continue;
      }
      Set<String> promised = VerbExits.of(verb).keySet();
      STATUSES.stream()
          .filter(one -> one.matches(verb.qualifiedName() + " \\d+"))
          .filter(one -> !promised.contains(one.substring(one.lastIndexOf(' ') + 1)))
          .forEach(seen::add);
    }
    assertThat(seen).as("in no help").isEmpty();
  }
}
