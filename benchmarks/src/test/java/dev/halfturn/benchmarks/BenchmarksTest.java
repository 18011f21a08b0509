// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says nothing about speed: only that what measures it still runs, and counts right. */
class BenchmarksTest {

  @TempDir private Path directory;

  @Test
  void everyMeasurementRunsInItsShortForm() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Main.wholeRuns(directory, false, new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("200 threads, one missing token, 50 ms a call: 1 exchange(s)")
        .contains("200 sellers, 64 at a time, 50 ms a call: 200 exchanges")
        .contains("change one of 100 secrets")
        .contains("open and read one");
  }

  @Test
  void theMicrobenchmarksRun() throws Exception {
    Main.cachedReads(false);
  }
}
