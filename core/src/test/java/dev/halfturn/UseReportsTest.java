// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.AppFacts;
import dev.halfturn.rotation.RotationContext;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uses of a secret that will not work much longer. */
class UseReportsTest {

  private final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  private final Secrets secrets = new Secrets("memory", new InMemorySecretStore(clock));
  private final RotationTracker tracker =
      new RotationTracker(
          new RotationContext(secrets, RotationPolicy.DEFAULT, clock, new SecureRandom()),
          Map.of(),
          AppFacts.NONE,
          (status, plan) -> {});

  private Optional<String> noted() {
    return secrets
        .find(CredentialNames.stragglers("erp"))
        .map(entry -> entry.value().revealUtf8().replaceAll(".*:\"|\"}}", ""));
  }

  @Test
  void areNotedOnceADayHoweverOftenTheyAreMade() {
    List<String> days = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      // closing waits until everything is written
      try (UseReports reports = new UseReports(Optional.of("job"), clock)) {
        for (int time = 0; time < 25; time++) {
          reports.previousUsed("erp", tracker);
          clock.advance(Duration.ofMinutes(1)); // it is written a little later
        }
      }
      days.add(noted().orElseThrow().substring(0, 10));
      clock.advance(Duration.ofHours(25));
    }

    assertThat(days).doesNotHaveDuplicates();
  }

  @Test
  void bearTheComputersNameUnlessTheyAreGivenAnother() {
    try (UseReports reports = new UseReports(Optional.empty(), clock)) {
      reports.previousUsed("erp", tracker);
    }

    assertThat(secrets.find(CredentialNames.stragglers("erp"))).isPresent();
  }
}
