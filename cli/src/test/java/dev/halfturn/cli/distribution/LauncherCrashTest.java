// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a virtual machine that crashes leaves behind: its report has something of the memory in it.
 */
class LauncherCrashTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path home;

  private void crash() throws IOException {
    Files.createDirectories(home.resolve("work"));
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "XDG_CACHE_HOME",
            home.resolve("cache").toString(),
            "JAVA_HOME",
            WrappedJava.in(home, "exit 1").toString());
    String command = "cd work && exec '" + Distribution.launcher() + "' simulate --port 0";
    try (LiveProcess process =
        new LiveProcess(home, environment, "", List.of("sh", "-c", command))) {
      process.awaitLine("");
      process.signal("SEGV");
      assertThat(process.out() + process.err()).contains("fatal error");
      assertThat(process.endsWithin(SOON)).isNotZero();
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void isNothingWhereThereIsNoPlaceOfTheUsersOwn() throws Exception {
    Files.createFile(home.resolve("cache"));

    crash();

    assertThat(files(home.resolve("work"))).isEmpty();
  }

  @Test
  void liesWhereOnlyTheUserCanRead() throws Exception {
    Path cache = Files.createDirectories(home.resolve("cache/halfturn"));

    crash();

    assertThat(files(home.resolve("work"))).isEmpty();
    assertThat(files(cache)).anyMatch(name -> name.matches("crash-\\d+\\.log"));
  }
}
