// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says nothing about speed: only that it is still measured, against the command as it is built. */
class StartUpTest {

  private static final Path DISTRIBUTION = Path.of("../cli/target/halfturn").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void isMeasuredAgainstEachLimit() throws Exception {
    assumeThat(Files.isDirectory(DISTRIBUTION)).as("the command has been built").isTrue();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    StartUp.run(
        directory, DISTRIBUTION, false, new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains("ratio "))
        .hasSize(5)
        .allMatch(line -> line.matches(".* ratio \\d+\\.\\d\\d"));
  }
}
