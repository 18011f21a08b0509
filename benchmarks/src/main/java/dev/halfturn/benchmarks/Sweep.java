// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.rotation.AppFacts;
import dev.halfturn.rotation.RotationContext;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.SettableClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/**
 * One look at each of very many applications, as the scheduler causes it each hour: processor time
 * of the thread that looks.
 */
final class Sweep {

  private final int applications;
  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final RotationTracker tracker;

  private Sweep(int applications) {
    this.applications = applications;
    InMemorySecretStore store = new InMemorySecretStore(clock);
    for (int i = 0; i < applications; i++) {
      store.put(
          CredentialNames.clientId(app(i)),
          SecretValue.ofUtf8("amzn1.application-oa2-client." + i));
      store.put(
          CredentialNames.clientSecret(app(i)),
          SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0".repeat(60) + i));
    }
    tracker =
        new RotationTracker(
            new RotationContext(
                new Secrets("memory", store), RotationPolicy.DEFAULT, clock, new SecureRandom()),
            Map.of("mail", new RecordingNotifier(clock)),
            AppFacts.NONE,
            (status, plan) -> {});
  }

  private static String app(int number) {
    return "app-" + number;
  }

  static void run(int applications, Report report) {
    Sweep sweep = new Sweep(applications);
    String what = "sweep over " + applications + " applications in memory, ";
    report.most(
        what + "the first of a JVM, which begins their records", sweep.millis(), "ms", 1_000);
    sweep.clock.advance(Duration.ofHours(1));
    report.most(what + "an hour later", sweep.millis(), "ms", 1_000);
    double last = 0;
    for (int hour = 0; hour < 6; hour++) {
      sweep.clock.advance(Duration.ofHours(1));
      last = sweep.millis();
    }
    report.most(what + "seven hours later", last, "ms", 1_000);
  }

  private double millis() {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    for (int i = 0; i < applications; i++) {
      tracker.check(app(i));
    }
    return (thread.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
