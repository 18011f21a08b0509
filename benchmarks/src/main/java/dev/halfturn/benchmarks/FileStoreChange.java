// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Changing one secret of many, warm, beside the bare safe replace of a file of that size. */
final class FileStoreChange {

  private FileStoreChange() {}

  static void run(Path directory, int secrets, int rounds, PrintStream out) throws IOException {
    SampleStore sample = new SampleStore(directory.resolve("change-" + secrets));
    sample.create();
    try (BatchSecretStore store = sample.open()) {
      store.putAll(SampleStore.values(secrets));
      SafeReplace limit = new SafeReplace(directory.resolve("bare-" + secrets), sample.fileSize());
      for (int i = 0; i < Math.min(rounds, 20); i++) {
        limit.run();
        store.put(SampleStore.name(0), SampleStore.value(i));
      }
      Durations bare = new Durations(rounds);
      Durations change = new Durations(rounds);
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        limit.run();
        long between = System.nanoTime();
        store.put(SampleStore.name(i % secrets), SampleStore.value(i));
        change.add(System.nanoTime() - between);
        bare.add(between - start);
      }
      out.printf(
          Locale.ROOT,
          "change one of %d secrets (%d bytes)%n  bare safe replace   %s%n"
              + "  store.put           %s   ratio of medians %.2f%n",
          secrets,
          sample.fileSize(),
          bare,
          change,
          change.medianMillis() / bare.medianMillis());
    }
  }
}
