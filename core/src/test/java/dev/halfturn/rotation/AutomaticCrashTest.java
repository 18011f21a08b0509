// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Rules;
import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that rotates by itself dies before and after each of its effects: each write to the
 * store, each call to Amazon and to the queue. Another one goes on alone. After every effect of
 * either both oracles hold, and for no intent is Amazon asked twice.
 */
class AutomaticCrashTest {

  private static final int MANY = 120;

  /** Stores like those there are: files and Secret Manager, Parameter Store, Key Vault, plain. */
  private static final Map<String, UnaryOperator<SecretStore>> STORES =
      Map.of(
          "comparing",
          store ->
              StoreView.with(store, List.of(ConditionalSecretStore.class, BatchSecretStore.class)),
          "creating",
          store ->
              StoreView.with(
                  store, List.of(CreateOnlySecretStore.class, RaceDetectingSecretStore.class)),
          "noticing",
          store -> StoreView.with(store, List.of(RaceDetectingSecretStore.class)),
          "plain",
          StoreView::plain);

  private static final Map<String, Rules> AMAZONS =
      Map.of(
          "prompt", Rules.defaults(),
          "slow to activate", Rules.defaults().withActivationDelay(Duration.ofMinutes(12)));

  static Stream<Arguments> worlds() {
    return STORES.keySet().stream()
        .sorted()
        .flatMap(
            store -> AMAZONS.keySet().stream().sorted().map(amazon -> Arguments.of(store, amazon)));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void dyingOnceAnywhereLosesNothing(String store, String amazon) {
    int points = new World(store, amazon).run(point -> false, 0);
    assertThat(points).isGreaterThan(30);
    for (int dead = 1; dead <= points; dead++) {
      int at = dead;
      new World(store, amazon).run(point -> point == at, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void dyingAgainAndAgainLosesNothing(String store, String amazon) {
    for (int seed = 0; seed < 15; seed++) {
      Random random = new Random(seed);
      World world = new World(store, amazon);
      if (seed % 3 == 0) {
        world.at.here.amazon.faults().order(Endpoint.ROTATE, Fault.loseAnswer(), 1);
      }
      if (seed % 5 == 0) {
        world.at.here.amazon.queue().surviveNextDeletes(2);
        world.at.here.amazon.queue().duplicateNext(2);
      }
      world.run(point -> random.nextInt(15) == 0, 20);
    }
  }

  /** One rotation and its settling. */
  private static final class World {
    private final AutomaticFixture at = new AutomaticFixture();
    private final Set<String> intents = new HashSet<>();
    private final CrashPoints points =
        new CrashPoints(
            () -> {
              at.oracles.check("between two effects");
              at.oracles.verify();
            });
    private int crashes;
    private int crashesAllowed;

    World(String store, String amazon) {
      at.here.amazon.rules(AMAZONS.get(amazon));
      boolean keepsApart = store.equals("comparing") || store.equals("creating");
      at.ownership = keepsApart ? Ownership.ALL : new Ownership(Optional.of("server"), "server");
      at.here.storeWrapper = inner -> points.around(STORES.get(store).apply(inner));
      at.issuer.effects = this::effect;
      at.trial =
          (app, secret) -> {
            points.point("before the trial");
            TrialResult result = at.here.attempt(app, secret);
            points.point("after the trial");
            return result;
          };
    }

    private void effect(String where) {
      if (where.equals("before the request")) {
        SecretRequest intent = at.request().orElseThrow();
        assertThat(intent.outcome()).isEqualTo(SecretRequest.Outcome.NONE);
        assertThat(intents.add(intent.owner() + intent.attempt() + intent.at())).isTrue();
      }
      points.point(where);
    }

    int run(IntPredicate dies, int limit) {
      try (at) {
        crashesAllowed = limit;
        points.dieAt(point -> crashes < crashesAllowed && dies.test(point));
        at.here.clock.advance(Duration.ofDays(1));
        live(Duration.ofMinutes(10), () -> isRotated());
        at.here.clock.advance(Duration.ofDays(9));
        live(Duration.ofMinutes(10), () -> isSettled());
        at.oracles.verify();
        assertThat(at.here.record().rotationState()).isEqualTo(RotationState.IDLE);
        assertThat(at.here.store.names("").filter(name -> name.value().contains("claim")))
            .isEmpty();
        assertThat(at.issuer.requests()).isLessThanOrEqualTo(intents.size());
        return points.passed();
      }
    }

    private boolean isRotated() {
      return at.issuer.requests() > 0
          && at.here.app.issuedSecrets().size() > 1
          && at.here.current().equals(at.newest())
          && at.here.amazon.queue().size() == 0
          && at.here.record().journal().flatMap(RotationJournal::confirmedAt).isPresent();
    }

    private boolean isSettled() {
      return at.here.previous().isEmpty()
          && at.here.inbox().items().isEmpty()
          && at.here.record().rotationState() == RotationState.IDLE;
    }

    /** Processes one after the other, each until it dies. */
    private void live(Duration step, java.util.function.BooleanSupplier done) {
      boolean alive = false;
      for (int i = 0; !done.getAsBoolean(); i++) {
        assertThat(i).as("rounds until it is done").isLessThan(MANY);
        try {
          if (!alive) {
            at.restart();
            alive = true;
          }
          at.receive();
          at.wake();
        } catch (Crash e) {
          crashes++;
          alive = false;
        }
        at.here.clock.advance(step);
      }
    }
  }
}
