// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.simulator.Rules;
import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process dies before and after each of its effects; another goes on. After every effect of
 * either, no secret is lost and the current or the previous secret exchanges. The simulator knows
 * which secrets Amazon accepts.
 */
class RotationCrashTest {

  /** How the person behaves after a crash. */
  private enum Person {
    /** Has left: whoever wakes up next goes on alone. */
    GONE,
    /** Pastes the same secret again. */
    PASTES_AGAIN
  }

  private static final int MANY = 100;

  private static final Map<String, UnaryOperator<SecretStore>> STORES =
      Map.of(
          "all abilities",
          UnaryOperator.identity(),
          "plain",
          StoreView::plain,
          "conditional",
          store -> StoreView.with(store, List.of(ConditionalSecretStore.class)),
          "batch",
          store -> StoreView.with(store, List.of(BatchSecretStore.class)));

  private static final Map<String, Rules> AMAZONS =
      Map.of(
          "prompt", Rules.defaults(),
          "slow to activate", Rules.defaults().withActivationDelay(Duration.ofMinutes(3)),
          "slow to settle", Rules.defaults().withSettlingDelay(Duration.ofMinutes(20)));

  static Stream<Arguments> worlds() {
    return STORES.keySet().stream()
        .sorted()
        .flatMap(
            store ->
                AMAZONS.keySet().stream()
                    .sorted()
                    .flatMap(
                        amazon ->
                            Stream.of(Person.values())
                                .filter(person -> person == Person.GONE || store.equals("plain"))
                                .map(person -> Arguments.of(store, amazon, person))));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void dyingOnceAnywhereLosesNothing(String store, String amazon, Person person) {
    int points = new World(store, amazon, person).run(point -> false, 0);
    assertThat(points).isGreaterThan(40);
    for (int dead = 1; dead <= points; dead++) {
      int at = dead;
      new World(store, amazon, person).run(point -> point == at, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void dyingAgainAndAgainLosesNothing(String store, String amazon, Person person) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      new World(store, amazon, person).run(point -> random.nextInt(12) == 0, 30);
    }
  }

  /** Two rotations a day apart, and the settling of both. */
  private static final class World {
    private final RotationFixture here = new RotationFixture();
    private final Person person;
    private final CrashPoints points = new CrashPoints(() -> here.judge("between two effects"));
    private int crashes;
    private int crashesAllowed;

    World(String store, String amazon, Person person) {
      this.person = person;
      here.amazon.rules(AMAZONS.get(amazon));
      UnaryOperator<SecretStore> abilities = STORES.get(store);
      here.storeWrapper = inner -> points.around(abilities.apply(inner));
    }

    int run(IntPredicate dies, int limit) {
      try (here) {
        crashesAllowed = limit;
        points.dieAt(point -> crashes < crashesAllowed && dies.test(point));
        here.clock.advance(Duration.ofDays(150));
        rotate();
        wakeUp();
        here.clock.advance(Duration.ofDays(1));
        rotate();
        wakeUp();
        int passed = settle();
        assertToldEnough();
        return passed;
      }
    }

    private void rotate() {
      SecretValue fresh = here.pressButton();
      boolean received = false;
      boolean done = false;
      for (int i = 0; !done; i++) {
        assertThat(i).as("processes that died in one rotation").isLessThan(MANY);
        try {
          if (!received || (person == Person.PASTES_AGAIN && !inStore(fresh))) {
            accept(fresh);
          }
          received = true;
          done = goOn(fresh);
        } catch (Crash e) {
          crashes++;
          // who pasted it keeps it on the screen until it is said to be in the inbox
          received = inStore(fresh) && person == Person.GONE;
          here.clock.advance(Duration.ofSeconds(20));
        }
      }
      assertThat(here.current()).isEqualTo(fresh);
    }

    private void accept(SecretValue fresh) {
      try {
        rotator().accept(APP, fresh);
      } catch (HalfturnException e) {
        assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_CURRENT");
      }
    }

    /** Calls resume when the outcomes say so, until there is nothing left to do. */
    private boolean goOn(SecretValue fresh) {
      for (int i = 0; i < 60; i++) {
        RotationOutcome outcome = rotator().resume(APP);
        if (outcome.kind() != Kind.PENDING) {
          tracker().check(APP);
          return here.current().equals(fresh);
        }
        if (outcome.retryAt().orElseThrow().isAfter(here.clock.instant())) {
          here.clock.set(outcome.retryAt().orElseThrow());
        }
      }
      throw new AssertionError("the rotation does not end");
    }

    /** As a scheduler would: what was begun before a crash is taken up again after its lease. */
    private void wakeUp() {
      boolean done = false;
      for (int i = 0; !done; i++) {
        assertThat(i).as("processes that died in waking up").isLessThan(MANY);
        here.clock.advance(Duration.ofMinutes(6));
        try {
          rotator().resume(APP);
          tracker().check(APP);
          done = true;
        } catch (Crash e) {
          crashes++;
        }
      }
    }

    private boolean inStore(SecretValue secret) {
      return here.current().equals(secret) || here.inbox().find(secret).isPresent();
    }

    private int settle() {
      here.clock.advance(Duration.ofDays(9));
      for (int i = 0; here.previous().isPresent() || !here.inbox().items().isEmpty(); i++) {
        assertThat(i).as("attempts to settle").isLessThan(MANY);
        try {
          rotator().resume(APP);
          tracker().check(APP);
        } catch (Crash e) {
          crashes++;
        }
      }
      wakeUp();
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
      return points.passed();
    }

    private void assertToldEnough() {
      List<String> ids =
          here.mail.sent().stream()
              .filter(notice -> notice.severity() == Severity.INFO)
              .map(Notice::id)
              .toList();
      assertThat(ids.stream().distinct().count()).as("rotations told of").isGreaterThanOrEqualTo(2);
      assertThat((int) (ids.size() - ids.stream().distinct().count()))
          .as("repetitions")
          .isLessThanOrEqualTo(crashes);
    }

    private RotationTracker tracker() {
      return here.tracker(Map.of("mail", new DyingNotifier()));
    }

    private Rotator rotator() {
      return new Rotator(
          here.context(),
          (app, secret) -> {
            points.point("before the trial");
            TrialResult result = here.attempt(app, secret);
            points.point("after the trial");
            return result;
          },
          app -> points.point("on promotion"),
          tracker()::check);
    }

    private final class DyingNotifier implements Notifier {
      @Override
      public Receipt send(Notice notice) {
        points.point("before the notice");
        Receipt receipt = here.mail.send(notice);
        points.point("after the notice");
        return receipt;
      }

      @Override
      public void close() {}
    }
  }
}
