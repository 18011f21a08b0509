// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.everystore.StorePlace;
import java.nio.file.Path;
import java.time.InstantSource;
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

  // more than a day, which three intents in a row take
  private static final int LOOKS_AT_MOST = 200;

  @TempDir Path directory;

  private final BiFunction<Path, InstantSource, StorePlace> places;
  private final Kills kills;
  private AutomaticWorld world;
  private int rotations;
  private boolean open;

  /**
   * @param places where the store is
   * @param share which part of the usual number of kills
   */
  AutomaticKills(BiFunction<Path, InstantSource, StorePlace> places, int share) {
    this.places = places;
    this.kills = new Kills(share);
  }

  @BeforeEach
  void createStoreAndApplication() {
    world = new AutomaticWorld(directory, places);
  }

  @AfterEach
  void close() {
    kills.close();
    world.close();
  }

  @Test
  void noSecretIsLostAmazonIsAskedOnceAndTheNextProcessGoesOnAlone(TestReporter reporter) {
    ChildJvm next = world.processes.start();
    while (!kills.areEnough() || open) {
      ChildJvm child = next;
      next = world.processes.start(); // gets ready while this one works
      try (child) {
        assertThat(child.nextLine()).contains("ready");
        workUntilKilled(child);
      }
      world.processes.advance(AutomaticWorld.UNTIL_THE_NEXT_STARTS);
      world.oracles.check("between two processes");
      world.oracles.verify();
    }
    next.close();

    reporter.publishEntry("rotations", Integer.toString(rotations));
    reporter.publishEntry("questions of the oracles", Long.toString(world.oracles.checks()));
    reporter.publishEntry("kills by state", kills.byStep().toString());
    assertThat(world.processes.app.issuedSecrets()).hasSize(1 + rotations);
    assertThat(world.processes.amazon.queue().size()).isZero();
    assertThat(kills.byStep()).hasSizeGreaterThan(kills.areMany() ? 2 : 0);
  }

  /** Until it is killed, or all kills are done and the last rotation is too. */
  private void workUntilKilled(ChildJvm child) {
    child.say(
        "look "
            + world.processes.aheadSeconds()); // else most of its life is the loading of classes
    assertThat(child.nextLine()).contains("done LOOKED");
    boolean cold = true;
    for (int look = 0; ; look++) {
      assertThat(look).as("looks of one process").isLessThan(LOOKS_AT_MOST + rotations);
      if (!open) {
        if (kills.areEnough()) {
          return;
        }
        world.processes.advance(AutomaticWorld.BETWEEN_ROTATIONS);
        rotations++;
        open = true;
      }
      String verb = world.isBegun(rotations) ? "go" : "begin";
      Optional<String> outcome =
          kills.during(
              child, cold, false, told -> told.say(verb + " " + world.processes.aheadSeconds()));
      cold = false;
      if (outcome.isEmpty()) {
        kills.note(world.state().name());
        return;
      }
      // what a dead process has claimed stays so for half an hour, and an answer may be lost
      assertThat(outcome.get())
          .isIn(
              "done FINISHED",
              "done PENDING",
              "done NOTHING_TO_DO",
              "done ROTATION_UNDER_WAY",
              "done CLAIMED",
              "done DURABILITY_UNKNOWN");
      if (!outcome.get().equals("done PENDING") && world.isRotated(rotations)) {
        open = false;
      } else {
        world.processes.advance(AutomaticWorld.BETWEEN_LOOKS);
      }
    }
  }
}
