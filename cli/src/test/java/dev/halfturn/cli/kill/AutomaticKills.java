// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.everystore.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills JVMs that rotate by themselves: ask Amazon for a new secret, take it out of the queue, put
 * it in place. Each boundary between two effects is where one of them dies. Amazon and its queue
 * are the simulator, asked over HTTP.
 */
abstract class AutomaticKills {

  // more than a day, which three intents in a row take
  private static final int LOOKS_AT_MOST = 200;

  // a store that keeps each version of an entry takes longer with each
  private static final int ROTATIONS_OF_A_WORLD = 25;

  @TempDir Path directory;

  private final BiFunction<Path, InstantSource, StorePlace> places;
  private final BoundaryKills kills = new BoundaryKills();
  private final Map<String, Integer> byState = new TreeMap<>();
  private AutomaticWorld world;
  private int worlds;
  private int rotations; // of this world, as the next
  private boolean open;
  private int allRotations;
  private int finishedByTheNext;
  private long questions;

  /**
   * @param places where the store is
   */
  AutomaticKills(BiFunction<Path, InstantSource, StorePlace> places) {
    this.places = places;
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void noSecretIsLostAmazonIsAskedOnceAndTheNextProcessGoesOnAlone() throws IOException {
    beginWorld();
    countTheBoundaries();
    killWhoeverRotates();
    while (!kills.areEnough()) {
      world.close();
      beginWorld();
      try (ChildJvm child = world.processes.start()) {
        rotateUnharmed(child);
      }
      killWhoeverRotates();
    }

    new Figures()
        .add("kills", kills.done())
        .add("rotations", allRotations)
        .add("finished by the next process", finishedByTheNext)
        .add("questions of the oracles", questions)
        .add("kills by state", byState)
        .add("boundaries of a rotation", kills.boundaries())
        .add("kills by boundary", kills.byBoundary())
        .keep(getClass().getSimpleName());
    assertThat(byState).hasSizeGreaterThan(3);
    assertThat(kills.byBoundary()).hasSizeGreaterThan(15);
  }

  /** An application before its first rotation. */
  private void beginWorld() throws IOException {
    world =
        new AutomaticWorld(Files.createDirectory(directory.resolve("world" + worlds++)), places);
    world.processes.amazon.log().onCall(call -> kills.call("answer of " + call.endpoint()));
    world.processes.onWrite(write -> kills.call("call of " + write));
    rotations = 0;
  }

  private void killWhoeverRotates() {
    ChildJvm next = world.processes.start();
    while (moreIsToBegin() || open) {
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

    assertThat(world.processes.app.issuedSecrets()).hasSize(1 + rotations);
    assertThat(world.processes.amazon.queue().size()).isZero();
    allRotations += rotations;
    questions += world.oracles.checks();
  }

  private boolean moreIsToBegin() {
    return rotations < ROTATIONS_OF_A_WORLD && !kills.areEnough();
  }

  /** In the second rotation: the first has an application to take over besides. */
  private void countTheBoundaries() {
    try (ChildJvm child = world.processes.startTheFirst()) {
      rotateUnharmed(child);
      kills.beginToCount(child);
      rotate(child);
      kills.thatWasARotation(child);
      child.end();
    }
  }

  private void rotateUnharmed(ChildJvm child) {
    assertThat(child.nextLine()).contains("ready");
    kills.beginToCount(child);
    rotate(child);
  }

  private void rotate(ChildJvm child) {
    begin();
    assertThat(isFinishedBy(child)).isTrue();
  }

  private void begin() {
    world.processes.advance(AutomaticWorld.BETWEEN_ROTATIONS);
    rotations++;
    open = true;
  }

  /** Until it is killed, or nothing more is to begin and the last rotation is done. */
  private void workUntilKilled(ChildJvm child) {
    if (open) {
      kills.follower(child);
      if (!isFinishedBy(child)) {
        return;
      }
      finishedByTheNext++;
    }
    while (moreIsToBegin()) {
      begin();
      kills.first(child);
      if (!isFinishedBy(child)) {
        return;
      }
    }
  }

  /** Whether it has finished the rotation that is open before it was killed. */
  private boolean isFinishedBy(ChildJvm child) {
    for (int look = 0; look < LOOKS_AT_MOST; look++) {
      String verb = world.isBegun(rotations) ? "go" : "begin";
      child.say(verb + " " + world.processes.aheadSeconds());
      Optional<String> outcome = kills.survivedTo(world.processes.nextLine(child), child);
      if (outcome.isEmpty()) {
        byState.merge(world.state().name(), 1, Integer::sum);
        return false;
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
        return true;
      }
      // longer and longer: there are answers after which Amazon is asked again only on the next day
      world.processes.advance(AutomaticWorld.BETWEEN_LOOKS.multipliedBy(1 + look / 5));
    }
    throw new AssertionError("not rotated after " + LOOKS_AT_MOST + " looks: " + world.state());
  }
}
