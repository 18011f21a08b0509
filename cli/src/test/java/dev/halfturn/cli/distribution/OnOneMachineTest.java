// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that needs nothing but the command. */
class OnOneMachineTest {

  private static final Path EXAMPLE = Path.of("../examples/on-one-machine/run.sh");

  @TempDir Path home;

  @Test
  void livesThroughTheWholeStoryAndLeavesNothingBehind() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));

    Result result =
        new ChildProcess(home)
            .with("TMPDIR", temporary.toString())
            .with("HALFTURN_JAVA_OPTS", "-XX:-UsePerfData " + mark())
            .run(
                List.of(
                    "sh",
                    EXAMPLE.toAbsolutePath().normalize().toString(),
                    Distribution.launcher().toString()));

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("HALFTURN OK - erp", "Amazon refuses the old secret", "= identical")
        .containsPattern("HALFTURN WARNING - erp expires in (9|10)d")
        .endsWith("== Done; nothing is left behind\n");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).isEmpty();
  }

  /** Other tests run the same distribution at the same time. */
  private String mark() {
    return "-Dtest.home=" + home;
  }

  /** Whoever its parent is: what is left running has lost it. */
  private boolean isOurs(ProcessHandle process) {
    return process.info().arguments().map(List::of).filter(all -> all.contains(mark())).isPresent();
  }
}
