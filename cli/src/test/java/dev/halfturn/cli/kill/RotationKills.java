// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM at random moments that rotates with secrets which a person hands to it. */
abstract class RotationKills {

  // longer than the overlap and the day after it
  private static final Duration BETWEEN_ROTATIONS = Duration.ofDays(9);
  // longer than the pauses between two tries
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(11);

  @TempDir Path directory;

  private final BiFunction<Path, InstantSource, StorePlace> places;
  private final Kills kills;
  private final Set<String> received = new HashSet<>();
  private final Set<String> killedAtOnce = new HashSet<>();
  private int rotations;
  private RotationWorld world;

  /**
   * @param places where the store is
   * @param share which part of the usual number of kills
   */
  RotationKills(BiFunction<Path, InstantSource, StorePlace> places, int share) {
    this.places = places;
    this.kills = new Kills(share);
  }

  @BeforeEach
  void createStoreAndApplication() {
    world = new RotationWorld(directory, places);
    receive(world.app.secret());
  }

  @AfterEach
  void close() {
    kills.close();
    world.close();
  }

  @Test
  void noSecretIsLostAndTheNextProcessGoesOnAlone() {
    Optional<String> open = Optional.empty();
    ChildJvm next = world.start();
    while (!kills.areEnough() || open.isPresent()) {
      ChildJvm child = next;
      next = world.start(); // gets ready while this one works
      try (child) {
        assertThat(child.nextLine()).contains("ready");
        open = workUntilKilled(child, open);
      }
      assertNothingIsLost();
    }
    next.close();

    new Figures()
        .add("rotations", rotations)
        .add("kills by the last step done", kills.byStep())
        .keep(getClass().getSimpleName());
    assertThat(kills.byStep()).hasSizeGreaterThan(kills.areMany() ? 1 : 0);
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
        if (kills.areEnough()) {
          return open;
        }
        world.advance(BETWEEN_ROTATIONS);
        open = Optional.of(world.app.rotateInConsole());
        rotations++;
      }
      String secret = open.get();
      Optional<String> outcome = command(child, secret, cold);
      cold = false;
      if (outcome.isEmpty()) {
        noteKill(secret);
        return open;
      }
      if (outcome.get().equals("PENDING")) {
        world.advance(BETWEEN_TRIES);
      } else {
        assertThat(outcome.get()).isIn("FINISHED", "NOTHING_TO_DO", "NEW_SECRET_IS_CURRENT");
        assertThat(world.stored().current()).isEqualTo(SecretValue.ofUtf8(secret));
        open = Optional.empty();
        assertNothingIsLost();
      }
    }
  }

  /** What the process made of the secret; empty if it was killed over it. */
  private Optional<String> command(ChildJvm child, String secret, boolean cold) {
    boolean accepts = !received.contains(secret);
    // now and then at once, because only for a moment nothing is done yet
    boolean atOnce = rotations % 4 == 1 && killedAtOnce.add(secret);
    Kills.Command command =
        new Kills.Command() {
          @Override
          public void say(ChildJvm told) {
            told.say(
                (accepts ? "accept " : "resume ")
                    + world.aheadSeconds()
                    + (accepts ? " " + secret : ""));
          }

          @Override
          public Optional<String> hear(ChildJvm told) {
            Optional<String> line = world.nextLine(told);
            while (line.isPresent() && !line.get().startsWith("done ")) {
              assertThat(line.get()).isEqualTo("set");
              // from now on the person may forget it
              receive(secret);
              line = world.nextLine(told);
            }
            return line;
          }
        };
    return kills.during(child, cold, atOnce, command).map(line -> line.substring("done ".length()));
  }

  private void noteKill(String secret) {
    Step last = Step.lastDone(world.reader.secrets(), world.stored(), SecretValue.ofUtf8(secret));
    kills.note(last.name());
    if (last != Step.NONE) {
      receive(secret);
    }
  }

  private void receive(String secret) {
    received.add(secret);
    world.amazon.oracles().handedOver(secret);
  }

  private void assertNothingIsLost() {
    world.amazon.oracles().check("between two processes");
    world.amazon.oracles().verify();
  }
}
