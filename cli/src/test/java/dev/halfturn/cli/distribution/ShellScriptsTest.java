// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What <a href="https://www.shellcheck.net">shellcheck</a> has to say about the shell scripts. */
class ShellScriptsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path home;

  @Test
  void areWithoutFindings() throws IOException {
    ChildProcess process = new ChildProcess(home);
    assumeThat(process.run(List.of("sh", "-c", "shellcheck --version")).status())
        .as("shellcheck is there")
        .isZero();
    List<String> command = new ArrayList<>(List.of("shellcheck"));
    command.addAll(scripts());

    Result result = process.run(command);

    assertThat(command).hasSizeGreaterThan(7);
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isZero();
  }

  private static List<String> scripts() throws IOException {
    List<Path> scripts =
        new ArrayList<>(
            List.of(
                ROOT.resolve("cli/src/main/dist/bin/halfturn"),
                ROOT.resolve(".ci/api-check"),
                ROOT.resolve(".ci/run")));
    for (String place : List.of("examples", "cli/src/main/deb")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
        files.filter(ShellScriptsTest::isScript).forEach(scripts::add);
      }
    }
    return scripts.stream().map(Path::toString).toList();
  }

  private static boolean isScript(Path file) {
    return !ROOT.relativize(file).toString().contains("target")
        && file.getFileName().toString().matches(".*\\.sh|p(re|ost)(inst|rm)");
  }
}
