// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs everything and prints it: {@code Main full} for figures worth quoting, {@code Main short} to
 * see within seconds that all of it still works.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException, RunnerException {
    boolean full = args.length == 0 || args[0].equals("full");
    // on the disk that counts, not in a memory file system
    Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "benchmarks-");
    try {
      wholeRuns(directory, full, System.out);
    } finally {
      delete(directory);
    }
    cachedReads(full);
  }

  static void wholeRuns(Path directory, boolean full, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    for (int round = 0; round < (full ? 3 : 1); round++) {
      TokenHerd.oneToken(200, Duration.ofMillis(50), out);
    }
    TokenHerd.oneToken(200, Duration.ofMillis(full ? 500 : 100), out);
    TokenHerd.manySellers(full ? 10_000 : 200, 64, Duration.ofMillis(50), out);
    if (full) {
      TokenHerd.manySellers(10_000, 256, Duration.ofMillis(50), out);
    }
    FileStoreChange.run(directory, 1, full ? 300 : 5, out);
    FileStoreChange.run(directory, 100, full ? 300 : 5, out);
    if (full) {
      FileStoreChange.run(directory, 10_000, 20, out);
    }
    FreshProcess.run(directory, full ? 10_000 : 100, full ? 7 : 1, out);
  }

  static void cachedReads(boolean full) throws RunnerException {
    for (int threads : full ? new int[] {1, 2, 8} : new int[] {1}) {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .include(CachedTokenRead.class.getSimpleName())
              .threads(threads)
              .addProfiler(GCProfiler.class);
      if (!full) {
        options
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20));
      }
      new Runner(options.build()).run();
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
