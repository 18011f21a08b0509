// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.openjdk.jmh.runner.RunnerException;
import org.quartz.SchedulerException;

/**
 * Runs everything and prints it as a table: {@code Main full} for figures worth quoting, {@code
 * Main short} to see within seconds that all of it still works.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args)
      throws IOException,
          InterruptedException,
          ExecutionException,
          GeneralSecurityException,
          RunnerException,
          SchedulerException {
    boolean full = args.length == 0 || args[0].equals("full");
    // on the disk that counts, not in a memory file system
    Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "benchmarks-");
    Report report = new Report();
    try {
      tokens(full, report);
      fileStore(directory, full, report);
      TwoStores.run(directory, full ? 21 : 1, report);
    } finally {
      delete(directory);
    }
    Microbenchmarks.cachedReads(full, report);
    Microbenchmarks.sealedValues(full, report);
    manyApplications(full, report);
    firstSecrets(full ? 21 : 1, report);
    System.out.println(report);
  }

  static void tokens(boolean full, Report report)
      throws IOException, InterruptedException, ExecutionException, GeneralSecurityException {
    SSLContext tls = LocalTls.context();
    int rounds = full ? 7 : 1;
    TokenHerd.oneToken(tls, 200, Duration.ofMillis(50), rounds, report);
    TokenHerd.oneToken(tls, 200, Duration.ofMillis(full ? 500 : 100), full ? 3 : 1, report);
    TokenHerd.otherCredentials(200, Duration.ofMillis(50), full ? 3 : 1, report);
    TokenHerd.oneTokenAboutToEnd(tls, 200, Duration.ofSeconds(full ? 4 : 1), report);
    ManySellers many = new ManySellers(tls, full ? 10_000 : 200, report);
    many.ours(64, "nothing compiled yet", 1.05);
    if (full) {
      many.ours(64, "an hour later", 1.05);
      many.ours(256, "an hour later", 1.86);
      many.google(64, "an hour later");
      many.google(256, "an hour later");
    }
    many.inASmallCache(64);
    MemoryOfTokens.run(tls, full ? 10_000 : 200, report);
  }

  static void fileStore(Path directory, boolean full, Report report)
      throws IOException, InterruptedException, GeneralSecurityException {
    int rounds = full ? 7 : 1;
    FreshProcess.firstChanges(directory, 1, rounds, 2.0, report);
    FreshProcess.firstChanges(directory, 100, rounds, 3.0, report);
    FileStoreChange.warm(directory, 1, full ? 1_000 : 1, 2.0, report);
    FileStoreChange.warm(directory, 100, full ? 1_000 : 1, 3.0, report);
    FileStoreChange.large(directory, full ? 10_000 : 100, report);
    int secrets = full ? 10_000 : 100;
    FreshProcess.openAndRead(directory, secrets, SampleStore.CLIENT_SECRET, rounds, report);
    FreshProcess.openAndRead(directory, secrets, SampleStore.REFRESH_TOKEN, rounds, report);
    Unlocking.run(directory, full ? 7 : 1, report);
  }

  static void manyApplications(boolean full, Report report) throws SchedulerException {
    Sweep.run(full ? 10_000 : 100, report);
    DueInstants.run(full ? 1_000_000 : 1_000, full ? 3 : 1, report);
  }

  static void firstSecrets(int rounds, Report report) throws IOException, InterruptedException {
    FirstOfParameterStore.run(rounds, report);
    FirstOfKeyVault.run(rounds, report);
    FirstOfSecretManager.run(rounds, report);
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
