// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
    Report report = new Report();

    StartUp.run(directory, DISTRIBUTION, false, report);

    assertThat(report.toString().lines())
        .filteredOn(line -> line.startsWith("| `") && !line.contains("serve"))
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(line -> line.matches(".* ms \\| \\d+\\.\\d\\d \\| .* times \\| .*"));
    assertThat(report.toString()).contains("| `serve`, 10 applications: ready |");
  }
}
