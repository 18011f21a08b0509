// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.IssuedSecret;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a rotating JVM at random moments. Amazon is the simulator in this JVM, which knows what it
 * accepts.
 */
abstract class RotationKills {

  // longer than the overlap and the day after it
  private static final Duration BETWEEN_ROTATIONS = Duration.ofDays(9);
  // longer than the pauses between two tries
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(11);

  @TempDir Path directory;

  private final Random random = new Random();
  private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final SimulatedApp app = amazon.addApp(RotatingProcess.APP);
  private final Map<String, String> settings = new TreeMap<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> killedAtOnce = new HashSet<>();
  private final Tally tally = new Tally();
  private Duration ahead = Duration.ZERO;
  private Halfturn reader;

  /** How often to kill. */
  private final int kills;

  private final BiFunction<Path, InstantSource, StorePlace> places;
  private StorePlace place;

  /**
   * @param places where the store is
   * @param share which part of the usual number of kills
   */
  RotationKills(BiFunction<Path, InstantSource, StorePlace> places, int share) {
    this.places = places;
    this.kills = Math.max(1, Integer.getInteger("halfturn.kills", 200) / share);
  }

  /** How often which step was the last that was done, and how long work takes uncut. */
  private static final class Tally {
    private final Map<Step, Integer> kills = new EnumMap<>(Step.class);
    private int rotations;
    private long coldMillis = 1500;
    private long warmMillis = 300;

    int kills() {
      return kills.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @BeforeEach
  void createStoreAndApplication() {
    amazon.rules(amazon.rules().withProbeLimited(false));
    place = places.apply(directory, InstantSource.system());
    settings.putAll(place.settings());
    place.create();
    settings.put("notifiers", "log");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      String address = amazon.spApi(Region.valueOf(region.name())).toString();
      settings.put("endpoint.spapi." + region.text(), address);
    }
    reader =
        Halfturn.builder(Settings.of(settings))
            .plugins(place.plugins())
            .clock(() -> InstantSource.system().instant().plus(ahead))
            .stateDirectory(state())
            .environment(name -> Optional.empty())
            .open();
    received.add(app.secret());
    reader
        .applications()
        .add(
            new NewApplication(
                RotatingProcess.APP,
                app.clientId(),
                SecretValue.ofUtf8(app.secret()),
                Optional.empty(),
                false));
    SecretValue token = SecretValue.ofUtf8(app.addSeller("acme", Region.NA).refreshToken());
    reader
        .applications()
        .addSeller(new NewSeller(RotatingProcess.APP, "acme", token, Optional.empty(), false));
  }

  private Path state() {
    return directory.resolve("state");
  }

  @AfterEach
  void close() {
    reader.close();
    killer.shutdownNow();
    amazon.close();
    place.close();
  }

  @Test
  void noSecretIsLostAndTheNextProcessGoesOnAlone(TestReporter reporter) {
    Optional<String> open = Optional.empty();
    ChildJvm next = start();
    while (tally.kills() < kills || open.isPresent()) {
      ChildJvm child = next;
      next = start(); // gets ready while this one works
      try (child) {
        assertThat(child.nextLine()).contains("ready");
        open = workUntilKilled(child, open);
      }
      assertNothingIsLost();
    }
    next.close();

    reporter.publishEntry("rotations", Integer.toString(tally.rotations));
    reporter.publishEntry("kills by the last step done", tally.kills.toString());
    // which steps are hit is chance, and some are a hundredth of the time; but never is it one only
    assertThat(tally.kills).hasSizeGreaterThan(kills >= 100 ? 1 : 0);
  }

  private ChildJvm start() {
    return ChildJvm.start(
        RotatingProcess.class, state(), settings, place.javaOptions(), place.environment());
  }

  /**
   * Lets a process rotate until it is killed, or all kills are done and the last rotation is too.
   *
   * @return the new secret of the rotation that was cut off
   */
  private Optional<String> workUntilKilled(ChildJvm child, Optional<String> cutOff) {
    Optional<String> open = cutOff;
    boolean cold = true;
    while (true) {
      if (open.isEmpty()) {
        if (tally.kills() >= kills) {
          return open;
        }
        ahead = ahead.plus(BETWEEN_ROTATIONS);
        amazon.advance(BETWEEN_ROTATIONS);
        open = Optional.of(app.rotateInConsole());
        tally.rotations++;
      }
      String secret = open.get();
      Optional<String> outcome = command(child, secret, cold);
      cold = false;
      if (outcome.isEmpty()) {
        noteKill(secret);
        return open;
      }
      if (outcome.get().equals("PENDING")) {
        ahead = ahead.plus(BETWEEN_TRIES);
        amazon.advance(BETWEEN_TRIES);
      } else {
        assertThat(outcome.get()).isIn("FINISHED", "NOTHING_TO_DO", "NEW_SECRET_IS_CURRENT");
        assertThat(stored().current()).isEqualTo(SecretValue.ofUtf8(secret));
        open = Optional.empty();
        assertNothingIsLost();
      }
    }
  }

  /** At any moment; now and then at once, because only for a moment nothing is done yet. */
  private long killAfterNanos(String secret, long usualMillis) {
    boolean atOnce = tally.rotations % 4 == 1 && killedAtOnce.add(secret);
    return atOnce ? 0 : random.nextLong(usualMillis * 1_200_000);
  }

  /** What the process made of the secret; empty if it was killed over it. */
  private Optional<String> command(ChildJvm child, String secret, boolean cold) {
    String verb = received.contains(secret) ? "resume" : "accept";
    long usual = cold ? tally.coldMillis : tally.warmMillis;
    long start = System.nanoTime();
    child.say(verb + " " + ahead.toSeconds() + (verb.equals("accept") ? " " + secret : ""));
    Optional<ScheduledFuture<?>> kill =
        tally.kills() < kills
            ? Optional.of(
                killer.schedule(child::kill, killAfterNanos(secret, usual), TimeUnit.NANOSECONDS))
            : Optional.empty();
    Optional<String> line = child.nextLine();
    while (line.isPresent() && !line.get().startsWith("done ")) {
      assertThat(line.get()).isEqualTo("set");
      // from now on the person may forget it
      received.add(secret);
      line = child.nextLine();
    }
    boolean survived = kill.map(future -> future.cancel(false)).orElse(true);
    if (line.isEmpty() || !survived) {
      return Optional.empty();
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (cold) {
      tally.coldMillis = 1 + (tally.coldMillis + took) / 2;
    } else {
      tally.warmMillis = 1 + (tally.warmMillis + took) / 2;
    }
    return line.map(text -> text.substring("done ".length()));
  }

  private void noteKill(String secret) {
    Step last = Step.lastDone(reader.secrets(), stored(), SecretValue.ofUtf8(secret));
    tally.kills.merge(last, 1, Integer::sum);
    if (last != Step.NONE) {
      received.add(secret);
    }
  }

  private CandidateSecrets stored() {
    return CandidateSecrets.read(
        reader.secrets(), RotatingProcess.APP, InstantSource.system().instant().plus(ahead));
  }

  private void assertNothingIsLost() {
    CandidateSecrets stored = stored();
    List<SecretValue> held = new ArrayList<>(stored.inbox());
    held.add(stored.current());
    stored.previous().ifPresent(held::add);
    for (IssuedSecret issued : app.issuedSecrets()) {
      if (received.contains(issued.value()) && app.accepts(issued.value())) {
        assertThat(held)
            .as("secret %s", issued.number())
            .contains(SecretValue.ofUtf8(issued.value()));
      }
    }
    boolean current = app.accepts(stored.current().revealUtf8());
    boolean previous =
        stored.previous().map(secret -> app.accepts(secret.revealUtf8())).orElse(false);
    assertThat(current || previous).as("a secret that exchanges").isTrue();
  }
}
