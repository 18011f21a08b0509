// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A new user who has the distribution and types what the first section of the README says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh to type to")
class FiveMinutesTest {

  private static final String SECTION = "## From python-amazon-sp-api to the first token";
  private static final String TOKEN = "$ halfturn token ";
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S+)");

  @TempDir Path home;

  /** The commands of the section, in order. */
  private static List<String> commands() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String section = readme.substring(readme.indexOf(SECTION) + SECTION.length());
    section = section.substring(0, section.indexOf("\n## "));
    Stream<String> typed =
        Pattern.compile("```sh\n(.*?)```|^\\$ ([^\n]*)$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(section)
            .results()
            .map(match -> match.group(1) == null ? "$ " + match.group(2) : match.group(1));
    return typed.toList();
  }

  @Test
  void endsWithATokenOfTheSimulator() throws IOException {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(3).anyMatch(line -> line.startsWith(TOKEN));
    ChildProcess terminal = new ChildProcess(home).with("PATH", path());
    try (LiveProcess simulate =
        new LiveProcess(
            home,
            Map.of("HOME", home.toString()),
            List.of(Distribution.launcher().toString(), "simulate", "--port", "0"))) {
      paste(simulate, terminal);
      for (String command : commands) {
        Result result = terminal.run(List.of("sh", "-e", "-c", command.replaceFirst("^\\$ ", "")));

        assertThat(result.err()).as(command).isEmpty();
        assertThat(result.status()).as(command).isZero();
        if (command.startsWith(TOKEN)) {
          assertThat(result.out()).matches("Atza\\|\\S+\\n");
        }
      }
    }
    assertThat(Files.readString(home.resolve(".config/python-sp-api/credentials.yml")))
        .contains("lwa_app_id: 'amzn1.", "lwa_client_secret: ''", "refresh_token: ''");
  }

  private static String path() {
    return Distribution.launcher().getParent() + File.pathSeparator + System.getenv("PATH");
  }

  /** Takes over the lines that a user is told to paste. */
  private static void paste(LiveProcess simulate, ChildProcess terminal) {
    String line = simulate.line();
    while (!line.contains("Stop it")) {
      EXPORT
          .matcher(line)
          .results()
          .forEach(match -> terminal.with(match.group(1), match.group(2)));
      line = simulate.line();
    }
  }
}
