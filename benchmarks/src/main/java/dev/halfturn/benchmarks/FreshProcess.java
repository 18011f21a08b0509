// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a process that does one thing pays: each round is a JVM of its own, which prints how long
 * its work took; around it the whole process is timed.
 */
final class FreshProcess {

  private FreshProcess() {}

  /** Opens a store of many secrets with its key file and reads one. */
  static final class OpenAndRead {
    private OpenAndRead() {}

    public static void main(String[] args) {
      long start = System.nanoTime();
      int index = Integer.parseInt(args[1]);
      try (BatchSecretStore store = new SampleStore(Path.of(args[0])).open()) {
        var found = store.find(SampleStore.name(index)).orElseThrow();
        if (!found.value().equals(SampleStore.value(index))) {
          throw new IllegalStateException("read another value than was written");
        }
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  /** Imports many secrets into an empty store in one write. */
  static final class BatchImport {
    private BatchImport() {}

    public static void main(String[] args) throws IOException {
      SampleStore sample = new SampleStore(Path.of(args[0]));
      sample.create();
      var values = SampleStore.values(Integer.parseInt(args[1]));
      long start = System.nanoTime();
      try (BatchSecretStore store = sample.open()) {
        store.putAll(values);
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  static void run(Path directory, int secrets, int rounds, PrintStream out)
      throws IOException, InterruptedException {
    Durations imports = new Durations(rounds);
    Durations importProcesses = new Durations(rounds);
    Durations reads = new Durations(rounds);
    Durations readProcesses = new Durations(rounds);
    for (int i = 0; i < rounds; i++) {
      String place = directory.resolve("fresh-" + i).toString();
      measure(BatchImport.class, place, secrets, imports, importProcesses);
      measure(OpenAndRead.class, place, secrets - 1, reads, readProcesses);
    }
    out.printf(Locale.ROOT, "%d secrets, key file, first thing in a fresh JVM%n", secrets);
    out.printf("  import in one write %s   whole process %s%n", imports, importProcesses);
    out.printf("  open and read one   %s   whole process %s%n", reads, readProcesses);
  }

  private static void measure(
      Class<?> program, String place, int number, Durations inside, Durations whole)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName(),
                    place,
                    Integer.toString(number)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(program.getSimpleName() + " failed");
    }
    whole.add(System.nanoTime() - start);
    inside.add(Long.parseLong(answer));
  }
}
