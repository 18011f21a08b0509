// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.man.ManPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the pages say; that programs can show them is tested with the distribution. */
class ManPagesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/man");

  private static final Map<String, String> PAGES =
      ManPages.of(CommandTree.toBeRead(), "2026-01-31", "1.2.3");

  static List<List<String>> verbs() {
    return HelpTest.verbs();
  }

  private static String file(List<String> verb) {
    return String.join("-", Stream.concat(Stream.of("halfturn"), verb.stream()).toList()) + ".1";
  }

  private static CommandLine find(List<String> verb) {
    CommandLine command = CommandTree.toBeRead();
    for (String name : verb) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  private static String escaped(String text) {
    return text.replace("-", "\\-").replace("'", "\\(aq").replace("\"", "\\(dq");
  }

  @Test
  void areOneForEachVerb() {
    assertThat(PAGES.keySet())
        .containsExactlyInAnyOrderElementsOf(verbs().stream().map(ManPagesTest::file).toList());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void explainEveryFlagAndArgumentAndExitCode(List<String> verb) {
    String page = PAGES.get(file(verb));
    CommandSpec spec = find(verb).getCommandSpec();

    for (OptionSpec option : spec.options()) {
      for (String name : option.names()) {
        assertThat(page).containsPattern("\\.TP\n.*\\\\fB\\Q" + escaped(name) + "\\E\\\\fR");
      }
      assertThat(page).contains(escaped(option.description()[0]));
    }
    spec.positionalParameters()
        .forEach(
            argument ->
                assertThat(page).containsPattern("\\.TP\n.*\\\\fI\\Q" + argument.paramLabel()));
    spec.usageMessage()
        .exitCodeList()
        .forEach(
            (code, meaning) ->
                assertThat(page).contains(".TP\n" + code + "\n" + escaped(meaning) + "\n"));
    assertThat(page).doesNotContain("${DEFAULT", "%n");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void showTheWayToTheOthers(List<String> verb) {
    String page = PAGES.get(file(verb));
    String seeAlso = page.substring(page.indexOf(".SH SEE ALSO"));

    if (!verb.isEmpty()) {
      List<String> above = verb.subList(0, verb.size() - 1);
      assertThat(seeAlso).contains(reference(above));
    }
    verbs().stream()
        .filter(below -> below.size() == verb.size() + 1)
        .filter(below -> below.subList(0, verb.size()).equals(verb))
        .forEach(below -> assertThat(seeAlso).contains(reference(below)));
    assertThat(seeAlso).doesNotContain(reference(verb));
  }

  private static String reference(List<String> verb) {
    return "\\fB" + escaped(file(verb).replace(".1", "")) + "\\fR(1)";
  }

  /** With {@code -Dscripts.rewrite=true} it is written as it came out. */
  @Test
  void areTextOfManualPages() throws IOException {
    String page = PAGES.get("halfturn-rotate.1");
    Path golden = GOLDEN.resolve("halfturn-rotate.1");
    if (Boolean.getBoolean("scripts.rewrite")) {
      Files.writeString(golden, page);
    }
    assertThat(page).isEqualTo(Files.readString(golden));
  }

  @Test
  void sayWhatTheCommandReadsOnTheFirstOneOnly() {
    assertThat(PAGES.get("halfturn.1"))
        .contains(".SH FILES", ".SH ENVIRONMENT", "HALFTURN_CONFIG", "/etc/halfturn/config.yaml");
    assertThat(PAGES.get("halfturn-token.1")).doesNotContain(".SH ENVIRONMENT");
  }

  @Test
  void leaveOutWhatIsHidden() {
    CommandSpec hidden = CommandSpec.create();
    hidden.usageMessage().hidden(true);
    CommandSpec shown = CommandSpec.create();
    CommandSpec root = CommandSpec.create().name("halfturn");
    root.addSubcommand("hidden", hidden).addSubcommand("shown", shown);
    root.addOption(OptionSpec.builder("--hidden").hidden(true).build());
    List.of(root, hidden, shown).forEach(spec -> spec.usageMessage().header("Does it."));

    Map<String, String> pages = ManPages.of(new CommandLine(root), "2026-01-31", "1.2.3");

    assertThat(pages).containsOnlyKeys("halfturn.1", "halfturn-shown.1");
    assertThat(pages.get("halfturn.1")).contains("shown").doesNotContain("hidden");
  }

  @Test
  void areDatedByTheReleaseAndNotByTheBuild(@TempDir Path folder) throws IOException {
    ManFiles.main(new String[] {folder.toString(), "1.2.3", "2026-01-31T23:00:00Z"});

    assertThat(folder.resolve("halfturn-rotate.1"))
        .hasContent(Files.readString(GOLDEN.resolve("halfturn-rotate.1")));
  }
}
