// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.everystore.FilePlace;
import dev.halfturn.cli.everystore.SecretManagerPlace;
import dev.halfturn.cli.everystore.SsmPlace;
import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.cli.everystore.VaultPlace;
import dev.halfturn.cli.kill.MortalPlugins.Death;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rotations without a person, by the real plug-ins against the services' doubles, cut off between
 * any two effects: the first process of the n-th rotation dies at its n-th moment. {@code
 * -Dhalfturn.stress=true} lets those that go on with it die too, at random moments.
 */
class AutomaticDeathTest {

  private static final boolean STRESS = Boolean.getBoolean("halfturn.stress");
  private static final int DEATHS = STRESS ? Integer.getInteger("halfturn.kills", 200) : 1;
  private static final Set<String> TO_GO_ON =
      Set.of("ROTATION_UNDER_WAY", "CLAIMED", "DURABILITY_UNKNOWN");
  private static final int DEATHS_OF_A_ROTATION = STRESS ? 8 : 1;
  // more than a day, which three intents in a row take
  private static final int LOOKS_AT_MOST = 200;

  // a store that keeps each version of an entry takes longer with each
  private static final int ROTATIONS_OF_A_WORLD = 25;

  @TempDir Path directory;

  private final Random random = new Random();
  private final Map<String, Integer> byMoment = new TreeMap<>();
  private BiFunction<Path, InstantSource, StorePlace> places;
  private AutomaticWorld world;
  private int worlds;
  private int rotations; // of this world
  private int allRotations;
  private long questions;
  private int deaths;

  static Stream<Arguments> stores() {
    return Stream.of(
        place("file", FilePlace::new),
        place("aws-ssm", SsmPlace::new),
        place("azure-key-vault", VaultPlace::new),
        place("gcp-secret-manager", SecretManagerPlace::new));
  }

  private static Arguments place(String type, BiFunction<Path, InstantSource, StorePlace> places) {
    return Arguments.of(type, places);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stores")
  void deathAtEveryMomentLosesNoSecretAndTheNextProcessGoesOnAlone(
      String type, BiFunction<Path, InstantSource, StorePlace> places) throws IOException {
    this.places = places;
    beginWorld();
    int moments = rotate(0);
    assertThat(moments).isGreaterThan(30);
    for (int dead = 1; dead <= moments || deaths < DEATHS; dead++) {
      if (rotations == ROTATIONS_OF_A_WORLD) {
        countWorld();
        world.close();
        beginWorld();
      }
      rotate(1 + (dead - 1) % moments);
    }
    countWorld();
    new Figures()
        .add("deaths", deaths)
        .add("rotations", allRotations)
        .add("moments of a rotation", moments)
        .add("questions of the oracles", questions)
        .add("deaths by moment", byMoment)
        .keep("AutomaticDeathTest-" + type);
  }

  private void beginWorld() throws IOException {
    world =
        new AutomaticWorld(Files.createDirectory(directory.resolve("world" + worlds++)), places);
    rotations = 0;
    rotate(0); // its first rotation has an application to take over besides
  }

  private void countWorld() {
    assertThat(world.processes.app.issuedSecrets()).hasSize(1 + rotations);
    allRotations += rotations;
    questions += world.oracles.checks();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * One rotation, by as many processes as it takes.
   *
   * @param first at which moment the first of them dies, 0 for never; then nobody dies
   * @return how many moments there were in the life of the last of them
   */
  private int rotate(int first) {
    world.processes.advance(AutomaticWorld.BETWEEN_ROTATIONS);
    rotations++;
    int left = first == 0 ? 0 : 1 + random.nextInt(DEATHS_OF_A_ROTATION);
    IntPredicate dies = moment -> moment == first;
    while (true) {
      MortalPlugins plugins = new MortalPlugins(left > 0 ? dies : moment -> false);
      if (isDoneBy(plugins)) {
        world.oracles.verify();
        return plugins.moments();
      }
      deaths++;
      byMoment.merge(plugins.where(), 1, Integer::sum);
      left--;
      dies = moment -> random.nextInt(10) == 0;
      world.processes.advance(AutomaticWorld.UNTIL_THE_NEXT_STARTS);
      world.oracles.check("after a death " + plugins.where());
      world.oracles.verify();
    }
  }

  /** Whether a process has finished the rotation before it died. */
  private boolean isDoneBy(MortalPlugins plugins) {
    try (Halfturn process =
        world.processes.open(plugins.of(world.processes.plugins(), world.processes.storeType()))) {
      for (int look = 0; look < LOOKS_AT_MOST; look++) {
        look(process);
        if (world.isRotated(rotations)) {
          return true;
        }
        world.processes.advance(AutomaticWorld.BETWEEN_LOOKS);
      }
    } catch (Death e) {
      return false;
    }
    throw new AssertionError("not rotated after " + LOOKS_AT_MOST + " looks: " + world.state());
  }

  private void look(Halfturn process) {
    try {
      if (world.isBegun(rotations)) {
        RotatingProcess.goOn(process);
      } else {
        RotatingProcess.begin(process);
      }
    } catch (HalfturnException e) {
      // one to go on with; what a dead process has claimed; what passes, such as a lost answer
      assertThat(e.code().retryable() || TO_GO_ON.contains(e.reason())).as(e.reason()).isTrue();
    }
  }
}
