// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each example, or its tests where it needs an account, starts by at most two commands, which its
 * README shows before any others and which are typed in the top directory of the sources.
 */
class ExampleReadmesTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|console)\\n(.*?)^```");
  private static final Pattern CD = Pattern.compile("^cd (\\S+) && ");
  private static final Pattern FILE = Pattern.compile("\\bexamples/[\\w./-]*\\w");

  static List<String> examples() {
    try (Stream<Path> found = Files.list(Page.ROOT.resolve("examples"))) {
      return found
          .filter(Files::isDirectory)
          .map(example -> example.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path readme(String example) {
    return Page.ROOT.resolve("examples").resolve(example).resolve("README.md");
  }

  /** Those of the first block, without comments, and without what a console prints. */
  private static List<String> commands(String page) {
    Matcher block = BLOCK.matcher(page);
    if (!block.find()) {
      return List.of();
    }
    boolean console = block.group(1).equals("console");
    return block
        .group(2)
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .filter(line -> !console || line.startsWith("$ "))
        .map(line -> console ? line.substring(2) : line)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void startsByTwoCommandsAtMost(String example) {
    assertThat(readme(example)).isRegularFile();

    assertThat(commands(BuiltModule.read(readme(example)))).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theyAreTypedInTheTopDirectory(String example) {
    List<String> commands = commands(BuiltModule.read(readme(example)));

    assertThat(commands.stream().flatMap(line -> all(FILE, line)))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file + "/").startsWith("examples/" + example + "/"))
        .allSatisfy(file -> assertThat(Page.ROOT.resolve(file)).exists());
    assertThat(commands.stream().filter(line -> line.contains("cd ")))
        .allSatisfy(line -> assertThat(line).containsPattern(CD));
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIsBuiltByMavenIsEnteredFirst(String example) {
    List<String> commands = commands(BuiltModule.read(readme(example)));

    if (Files.exists(readme(example).resolveSibling("pom.xml"))) {
      assertThat(commands)
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo("mvn -q -DskipTests install"),
              second -> assertThat(second).startsWith("cd examples/" + example + " && mvn "));
    }
  }

  @Test
  void commandsAreCountedAsAShellDoes() {
    assertThat(commands("```\ndrawing\n```\n```sh\n# a\na \\\n  b\n\nc # d\n```\n```sh\nd\n```\n"))
        .containsExactly("a    b", "c # d");
    assertThat(commands("```console\n$ a\nb\n```\n")).containsExactly("a");
    assertThat(commands("a\n")).isEmpty();
  }

  /** It needs openssl, as its page says. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theReceiverOfWebhooksFindsItsOwnSignatureGenuine() throws Exception {
    List<String> commands = commands(BuiltModule.read(readme("webhook-receiver")));

    assertThat(run(String.join("\n", commands))).isEqualTo("genuine\n");
    assertThat(run(String.join("\n", commands).replace("\"$WEBHOOK_KEY\"", "another"))).isEmpty();
  }

  private static String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh").directory(Page.ROOT.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (others, java) -> java + ":" + others);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
