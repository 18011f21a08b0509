// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An example that is copied away, as its reader does, is built and started there by the commands of
 * its README, with what {@code mvn install} of these sources would give it.
 */
class ExamplesElsewhereTest {

  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String INSTALL = "mvn -q -DskipTests install\n";
  private static final String TESTS = "mvn -q verify\n";
  private static final Pattern OUTPUT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  /** Some versions of Maven end with one whatever they are told. */
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final long SECONDS_AT_MOST = 300;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"third-party-store", "third-party-notifier", "plain-java"})
  void isBuiltAndStartedByTheCommandsOfItsReadme(String example) throws Exception {
    InstalledRepository installed =
        InstalledRepository.in(Path.of("target/installed").toAbsolutePath());
    assumeThat(installed.has("halfturn-junit"))
        .as("the modules are packaged, run 'mvn verify' as a whole")
        .isTrue();
    Path copy = copyOf(EXAMPLES.resolve(example));
    Path ordinary = Path.of(System.getProperty("halfturn.repository"));
    Path work = Files.createDirectories(Path.of("target/elsewhere").toAbsolutePath());
    Files.createDirectories(copy.resolve(".mvn"));
    Files.writeString(copy.resolve(".mvn/maven.config"), installed.arguments(ordinary, work));
    String readme = Files.readString(copy.resolve("README.md"));

    String printed = run(copy, commands(example, readme));

    assertThat(copy.resolve("target/surefire-reports")).isNotEmptyDirectory();
    assertThat(printed).isEqualTo(first(OUTPUT, readme));
  }

  @Test
  void theGuideShowsADependencyThatAnExampleHas() throws IOException {
    String guide = Files.readString(EXAMPLES.resolve("../docs/guide/testing.md"));
    String shown = first(Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL), guide);

    assertThat(shown).isNotEmpty();
    assertThat(Files.readString(EXAMPLES.resolve("plain-java/pom.xml")).replaceAll("\\s", ""))
        .contains(shown.replaceAll("\\s", ""));
  }

  /**
   * What is left to type for who has a copy of the example and Halfturn installed: what starts it,
   * and its tests unless that has run them.
   */
  private static String commands(String example, String readme) {
    List<String> blocks = COMMANDS.matcher(readme).results().map(found -> found.group(1)).toList();
    String before = INSTALL + "cd examples/" + example + " && ";
    assertThat(blocks.get(0)).startsWith(before);
    String start = blocks.get(0).substring(before.length());
    return start.equals(TESTS) ? start : start + blocks.get(blocks.indexOf(TESTS));
  }

  private static String first(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst().orElse("");
  }

  private Path copyOf(Path example) throws IOException {
    Path copy = directory.resolve(example.getFileName());
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.toList()) {
        Path relative = example.relativize(file);
        if (!relative.startsWith("target")) {
          Files.copy(file, copy.resolve(relative.toString()));
        }
      }
    }
    return copy;
  }

  /** What it has printed; that it ends well is checked here. */
  private String run(Path place, String commands) throws IOException, InterruptedException {
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(List.of("sh", "-e", "-c", commands))
            .directory(place.toFile())
            .redirectOutput(out)
            .redirectError(err);
    // what the build around this one was told is none of this one's business
    builder.environment().keySet().removeIf(name -> name.matches("MAVEN_.*|HALFTURN_.*"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + commands);
    }
    String printed = COLOURS.matcher(Files.readString(out.toPath())).replaceAll("");
    assertThat(process.exitValue())
        .as("%s%n%s%n%s", commands, printed, Files.readString(err.toPath()))
        .isZero();
    return printed;
  }
}
