// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.simulator.SecretOracles;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a JVM at random moments that rotates by itself: asks Amazon for a new secret, takes it out
 * of the queue, puts it in place. Amazon and its queue are the simulator, asked over HTTP.
 */
abstract class AutomaticKills {

  // longer than the overlap and the day after it
  private static final Duration BETWEEN_ROTATIONS = Duration.ofDays(9);
  // longer than a message is hidden, and than the pauses between two tries
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(11);
  private static final int LOOKS_AT_MOST = 60;

  @TempDir Path directory;

  private final BiFunction<Path, InstantSource, StorePlace> places;
  private final Kills kills;
  private RotationWorld world;
  private SecretOracles oracles;
  private int rotations;
  private boolean open;

  /**
   * @param places where the store is
   * @param share which part of the usual number of kills; all under stress
   */
  AutomaticKills(BiFunction<Path, InstantSource, StorePlace> places, int share) {
    this.places = places;
    this.kills = new Kills(Boolean.getBoolean("halfturn.stress") ? 1 : share);
  }

  @BeforeEach
  void createStoreAndApplication() {
    world = new RotationWorld(directory, places);
    world.setting("issuer", "spapi");
    world.setting("issuer.spapi.queue-url", world.amazon.queueUrl().toString());
    world.setting("issuer.spapi.dlq-url", world.amazon.deadLetterUrl().toString());
    world.setting("rotation.owner", "server");
    world.setting("instance", "server");
    world.variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    world.variable("AWS_SECRET_ACCESS_KEY", "example");
    world.reader.tracker().check(RotatingProcess.APP);
    world.reader.tracker().test("log", List.of(RotatingProcess.APP));
    oracles = new SecretOracles(world.amazon, world.app, this::kept).onEveryCall();
  }

  @AfterEach
  void close() {
    kills.close();
    world.close();
  }

  private SecretOracles.Kept kept() {
    CandidateSecrets stored = world.stored();
    return new SecretOracles.Kept(
        Optional.of(stored.current().revealUtf8()),
        stored.previous().map(SecretValue::revealUtf8),
        stored.inbox().stream().map(SecretValue::revealUtf8).toList());
  }

  @Test
  void noSecretIsLostAmazonIsAskedOnceAndTheNextProcessGoesOnAlone(TestReporter reporter) {
    ChildJvm next = world.start();
    while (!kills.areEnough() || open) {
      ChildJvm child = next;
      next = world.start(); // gets ready while this one works
      try (child) {
        assertThat(child.nextLine()).contains("ready");
        workUntilKilled(child);
      }
      oracles.check("between two processes");
      oracles.verify();
    }
    next.close();

    reporter.publishEntry("rotations", Integer.toString(rotations));
    reporter.publishEntry("questions of the oracles", Long.toString(oracles.checks()));
    reporter.publishEntry("kills by state", kills.byStep().toString());
    assertThat(world.app.issuedSecrets()).hasSize(1 + rotations);
    assertThat(world.amazon.queue().size()).isZero();
    assertThat(kills.byStep()).hasSizeGreaterThan(kills.areMany() ? 2 : 0);
  }

  /** Until it is killed, or all kills are done and the last rotation is too. */
  private void workUntilKilled(ChildJvm child) {
    child.say("look " + world.aheadSeconds()); // else most of its life is the loading of classes
    assertThat(child.nextLine()).contains("done LOOKED");
    boolean cold = true;
    for (int look = 0; ; look++) {
      assertThat(look).as("looks of one process").isLessThan(LOOKS_AT_MOST + rotations);
      if (!open) {
        if (kills.areEnough()) {
          return;
        }
        world.advance(BETWEEN_ROTATIONS);
        rotations++;
        open = true;
      }
      String verb = isBegun() ? "go" : "begin";
      Optional<String> outcome =
          kills.during(child, cold, false, told -> told.say(verb + " " + world.aheadSeconds()));
      cold = false;
      if (outcome.isEmpty()) {
        kills.note(state().name());
        return;
      }
      assertThat(outcome.get())
          .isIn("done FINISHED", "done PENDING", "done NOTHING_TO_DO", "done ROTATION_UNDER_WAY");
      if (!outcome.get().equals("done PENDING") && isRotated()) {
        open = false;
      } else {
        world.advance(BETWEEN_LOOKS);
      }
    }
  }

  private boolean isBegun() {
    return world.app.issuedSecrets().size() > rotations
        || !EnumSet.of(RotationState.IDLE, RotationState.PROMOTED).contains(state());
  }

  private boolean isRotated() {
    return world.stored().current().equals(SecretValue.ofUtf8(world.app.secret()))
        && world.app.issuedSecrets().size() > rotations
        && world.amazon.queue().size() == 0;
  }

  private RotationState state() {
    return world.reader.tracker().status(RotatingProcess.APP).rotation().state();
  }
}
