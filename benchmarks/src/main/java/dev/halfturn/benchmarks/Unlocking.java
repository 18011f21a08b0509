// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Opening a store by a passphrase, beside the derivation of the key alone. */
final class Unlocking {

  static final String PASSPHRASE = "four words nobody has put together";

  private Unlocking() {}

  static void run(Path directory, int rounds, Report report) throws IOException {
    SampleStore sample = SampleStore.withPassphrase(directory.resolve("passphrase")).create();
    Pair times = new Pair(rounds);
    for (int i = -1; i < rounds; i++) {
      long start = System.nanoTime();
      derive();
      long between = System.nanoTime();
      BatchSecretStore store = sample.open();
      long end = System.nanoTime();
      store.close();
      if (i >= 0) {
        times.add(between - start, end - between);
      }
    }
    report.ratio(
        "opening a store by its passphrase",
        "Argon2id alone, 64 MiB, 3 passes",
        times.theirMillis(),
        times.ourMillis(),
        "ms",
        1.05);
  }

  private static void derive() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(64 * 1024)
            .withIterations(3)
            .withParallelism(1)
            .withSalt(new byte[16])
            .build());
    generator.generateBytes(PASSPHRASE.getBytes(StandardCharsets.UTF_8), new byte[32]);
  }
}
