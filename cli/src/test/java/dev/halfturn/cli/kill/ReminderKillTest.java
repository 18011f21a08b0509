// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static dev.halfturn.cli.kill.RemindingProcess.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationStatus.RungStatus;
import dev.halfturn.rotation.Rung;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets a reminding JVM live through a secret's 180 days, killed at a random moment of each
 * simulated week, with notifiers that fail. {@code -Dhalfturn.stress=true} lives twenty lives.
 */
class ReminderKillTest {

  private static final int LIVES = Boolean.getBoolean("halfturn.stress") ? 20 : 1;
  private static final Instant START = Instant.parse("2026-07-06T09:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(180));
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST_NANOS = 10_000_000; // about as long as a look

  @TempDir private Path directory;

  private final Map<String, String> settings = new TreeMap<>();

  static IntStream lives() {
    return IntStream.rangeClosed(1, LIVES);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void everyReminderOfTheLastWeekArrivesAndADeathRepeatsAtMostOne(int seed, TestReporter reporter)
      throws IOException {
    Random random = new Random(seed);
    createStoreAndApplication();
    int deaths = 0;
    Instant now = START;
    ChildJvm next = start();
    for (Instant week = START; now.isBefore(END); week = week.plus(WEEK)) {
      Instant death = week.plusSeconds((long) (random.nextDouble() * WEEK.toSeconds()));
      try (ChildJvm child = next) {
        next = start(); // gets ready while this one works
        assertThat(child.nextLine()).contains("ready");
        child.say(now.getEpochSecond() + " " + END.getEpochSecond());
        now = livedUntil(child, now, death, random.nextInt(MOST_NANOS));
        deaths++;
      }
    }
    next.close();

    List<String> arrivals = Files.readAllLines(directory.resolve(RemindingProcess.ARRIVALS));
    reporter.publishEntry("arrivals " + arrivals.size() + ", deaths " + deaths);
    Set<String> distinct = new HashSet<>(arrivals);
    assertThat(arrivals.size() - distinct.size()).isLessThanOrEqualTo(deaths);
    List<String> occasions = distinct.stream().map(line -> line.split(" ", 2)[1]).toList();
    assertThat(occasions).doesNotHaveDuplicates().containsAll(lastWeek());
  }

  /**
   * Kills it a moment after its first look at or after the moment of its death.
   *
   * @return the minute after its last look; the end if it came so far
   */
  private static Instant livedUntil(ChildJvm child, Instant from, Instant death, int nanos) {
    Instant last = from;
    boolean killed = false;
    Optional<String> line = child.nextLine();
    while (line.isPresent() && !line.get().equals("done")) {
      last = Instant.ofEpochSecond(Long.parseLong(line.get().split(" ", 2)[1]));
      if (!killed && !last.isBefore(death)) {
        LockSupport.parkNanos(nanos);
        child.kill();
        killed = true;
      }
      line = child.nextLine();
    }
    return line.isPresent() ? END : last.plus(Duration.ofMinutes(1));
  }

  private List<String> lastWeek() {
    try (Halfturn halfturn = open()) {
      return halfturn.tracker().status(APP, END.minusSeconds(1)).ladder().stream()
          .map(RungStatus::rung)
          .filter(rung -> rung.kind() == Rung.Kind.DAY && rung.number() >= 173)
          .map(Rung::key)
          .toList();
    }
  }

  private ChildJvm start() {
    return ChildJvm.start(
        RemindingProcess.class, directory.resolve("state"), settings, List.of(), Map.of());
  }

  private Halfturn open() {
    return Halfturn.builder(Settings.of(settings))
        .plugins(RemindingProcess.plugins())
        .clock(() -> START)
        .stateDirectory(directory.resolve("state"))
        .environment(name -> Optional.empty())
        .open();
  }

  private void createStoreAndApplication() {
    settings.put("store", "file");
    settings.put("store.file.path", directory.resolve("secrets.halfturn").toString());
    settings.put("store.file.key-file", directory.resolve("store.key").toString());
    settings.put("notifiers", "box");
    PluginInstance<SecretStore> store =
        Configuration.of(
                Settings.of(settings), RemindingProcess.plugins(), name -> Optional.empty())
            .store();
    ((MaintainedStoreFactory) store.factory())
        .maintain(
            store.config(),
            new PluginContext("file", () -> START, new SecureRandom(), directory.resolve("state")))
        .init(KeyOrigin.GENERATE);
    try (Halfturn halfturn = open()) {
      halfturn
          .applications()
          .add(
              new NewApplication(
                  APP,
                  "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
                  SecretValue.ofUtf8(Canaries.CLIENT_SECRET),
                  Optional.empty(),
                  false));
      halfturn.tracker().declareIssued(APP, START, Provenance.DECLARED);
    }
  }
}
