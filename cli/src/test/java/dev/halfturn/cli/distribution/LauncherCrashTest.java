// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a virtual machine that crashes leaves behind: its report has something of the memory in it.
 */
class LauncherCrashTest {

  @TempDir Path home;

  private void crash() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.launcher().toString(), "simulate", "--port", "0")
            .directory(Files.createDirectories(home.resolve("work")).toFile())
            .redirectErrorStream(true);
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    builder.environment().put("JAVA_HOME", WrappedJava.in(home, "exit 1").toString());
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      out.readLine(); // it runs
      assertThat(
              new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start().waitFor())
          .isZero();
      assertThat(out.lines()).anyMatch(line -> line.contains("fatal error"));
    }
    assertThat(process.waitFor()).isNotZero();
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
