// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says nothing about speed: only that what measures it still runs, and counts right. */
class BenchmarksTest {

  @TempDir private Path directory;

  @Test
  void tokensAreExchangedOnceEach() throws Exception {
    Report report = new Report();

    Main.tokens(false, report);

    assertThat(report.toString())
        .contains(
            "200 threads, one missing token, 50 ms an exchange: exchanges |  |  | 1 |  | 1 | met")
        .contains(
            "200 sellers, 64 at a time, nothing compiled yet: exchanges |  |  | 200 |  | 200 |"
                + " met")
        .contains("200 sellers twice, room for 20 in the cache: failures |  |  | 0 |  | 0 | met")
        .contains("memory of each | access and refresh token as texts");
  }

  @Test
  void theFileStoreIsMeasured() throws Exception {
    Report report = new Report();

    Main.fileStore(directory, false, report);

    assertThat(report.toString())
        .contains("changing one of 100, first 20 changes of a JVM | bare safe replace")
        .contains("100 secrets of 350 characters, fresh JVM: open and read one")
        .contains("opening a store by its passphrase | Argon2id alone");
  }

  @Test
  void theMicrobenchmarksRun() throws Exception {
    Report report = new Report();

    Microbenchmarks.cachedReads(false, report);
    Microbenchmarks.sealedValues(false, report);

    assertThat(report.toString())
        .contains("cached token, by name, 1 thread | Caffeine")
        .contains("cached token, source held, coarse clock, 1 thread | volatile read")
        .contains("cached credential in azure-identity, 1 thread | ours, source held")
        .contains("open a store with one value of 100 bytes | Tink");
  }

  @Test
  void theFirstParameterIsMeasured() throws Exception {
    Report report = new Report();

    FirstOfParameterStore.run(1, report);

    assertThat(report.toString())
        .contains("first secret of the Parameter Store, fresh JVM | the SDK's client alone");
  }

  @Test
  void aStoreThatIsNotUsedIsMeasured() throws Exception {
    Report report = new Report();

    TwoStores.run(directory, 1, report);

    assertThat(report.toString()).contains("a store in a cloud being configured too");
  }

  @Test
  void theFirstSecretOfKeyVaultIsMeasured() throws Exception {
    Report report = new Report();

    FirstOfKeyVault.run(1, report);

    assertThat(report.toString())
        .contains("first secret of Key Vault, fresh JVM | the SDK's client alone")
        .contains("the SDK's client of Key Vault over OkHttp | over the JDK's HTTP client");
  }

  @Test
  void theFirstSecretOfSecretManagerIsMeasured() throws Exception {
    Report report = new Report();

    FirstOfSecretManager.run(1, report);

    assertThat(report.toString())
        .contains("first secret of Secret Manager, fresh JVM | the SDK's client alone, one call")
        .contains("the SDK's client of Secret Manager over JSON | over gRPC and OkHttp");
  }

  @Test
  void manyApplicationsAreMeasured() throws Exception {
    Report report = new Report();

    Main.manyApplications(false, report);

    assertThat(report.toString())
        .contains("sweep over 100 applications in memory, an hour later")
        .contains("1000 instants: load | ScheduledThreadPoolExecutor")
        .contains("1000 instants: load | Quartz, RAMJobStore")
        .contains("1000 instants: move one | TreeSet")
        .contains("1000 instants: memory of each beyond its name | PriorityQueue");
  }
}
