// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way back, as long as there is one. */
class RollbackTest {

  private static final Duration A_DAY = Duration.ofDays(1);

  private RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private boolean rollback() {
    return here.rotator().rollback(APP, (plan, result) -> true);
  }

  private void refused(ErrorCode code, String reason) {
    SecretValue current = here.current();
    Optional<SecretValue> previous = here.previous();

    assertThatThrownBy(this::rollback)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.reason()).isEqualTo(reason);
            });

    assertThat(here.current()).isEqualTo(current);
    assertThat(here.previous()).isEqualTo(previous);
  }

  @Nested
  class WhenAmazonAcceptsTheOldSecret {

    @Test
    void itIsTheCurrentOneAgainAndTheNewOneIsKept() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);
      here.forgotten.clear();

      assertThat(rollback()).isTrue();

      assertThat(here.current()).isEqualTo(first);
      assertThat(here.previous()).contains(second);
      assertThat(here.forgotten).containsExactly(APP);
    }

    @Test
    void itEndsWhenAmazonSaidSoAndTheNewOneAtItsOwnEnd() {
      here.tracker().declareIssued(APP, START, Provenance.DECLARED);
      here.clock.advance(A_DAY.multipliedBy(150));
      here.accept(here.pressButton());
      Instant rotated = here.clock.instant();
      here.clock.advance(A_DAY);

      rollback();

      RotationRecord record = here.record();
      assertThat(record.current().expiry().orElseThrow().expiresAt())
          .isEqualTo(rotated.plus(A_DAY.multipliedBy(7)));
      assertThat(record.previous().orElseThrow().diesAt())
          .isEqualTo(rotated.plus(A_DAY.multipliedBy(180)));
    }

    /** An item of the inbox may still have the date from before the last rotation. */
    @Test
    void itEndsNoLaterBecauseTheInboxHoldsItToo() {
      SecretValue second = here.pressButton();
      here.accept(second);
      here.clock.advance(A_DAY);
      here.accept(here.pressButton());
      Instant rotated = here.clock.instant();

      rollback();

      assertThat(here.current()).isEqualTo(second);
      assertThat(here.record().current().expiry().orElseThrow().expiresAt())
          .isEqualTo(rotated.plus(A_DAY.multipliedBy(7)));
    }

    @Test
    void nothingPutsTheNewOneBackByItself() {
      SecretValue first = here.current();
      here.accept(here.pressButton());
      rollback();
      int trials = here.trials;

      here.clock.advance(Duration.ofHours(1));

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.current()).isEqualTo(first);
      assertThat(here.trials).isEqualTo(trials);
    }

    @Test
    void theNewOneIsStillThereWhenTheOldOneHasEnded() {
      SecretValue second = here.pressButton();
      here.accept(second);
      rollback();

      here.clock.advance(A_DAY.multipliedBy(30));
      here.resume();

      assertThat(here.previous()).contains(second);
      assertThat(rollback()).isTrue();
      assertThat(here.current()).isEqualTo(second);
    }

    @Test
    void theWayForwardIsAnotherRollback() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);

      rollback();
      rollback();

      assertThat(here.current()).isEqualTo(second);
      here.assertNoSecretLost(List.of(first, second));
    }

    @Test
    void aRotationThatIsNotConfirmedYetCanBeTakenBack() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);
      here.store.put(CredentialNames.rotation(APP), unconfirmed());

      rollback();

      here.clock.advance(Duration.ofHours(1));
      here.resume();
      assertThat(here.current()).isEqualTo(first);
    }

    private SecretValue unconfirmed() {
      RotationRecord record = here.record();
      RotationJournal journal = record.journal().orElseThrow();
      return RecordCodec.encode(
          record.withJournal(Optional.of(journal.promoted(here.clock.instant()))));
    }

    @Test
    void thePersonSeesWhatWouldHappenAndMaySayNo() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);
      List<RollbackPlan> shown = new ArrayList<>();

      boolean done =
          here.rotator()
              .rollback(
                  APP,
                  (plan, result) -> {
                    assertThat(result.verdict()).isEqualTo(TrialResult.Verdict.ACCEPTED);
                    return !shown.add(plan);
                  });

      assertThat(done).isFalse();
      FingerprintKey key = here.record().key();
      assertThat(shown)
          .containsExactly(
              new RollbackPlan(
                  key.of(second), key.of(first), Optional.of(START.plus(A_DAY.multipliedBy(7)))));
      assertThat(here.current()).isEqualTo(second);
    }

    @Test
    void nothingHappensIfSomebodyWasQuicker() {
      here.accept(here.pressButton());
      SecretValue third = SecretValue.ofUtf8("put-there-by-somebody-else");

      assertThatThrownBy(
              () ->
                  here.rotator()
                      .rollback(
                          APP,
                          (plan, result) -> {
                            here.store.put(CredentialNames.clientSecret(APP), third);
                            return true;
                          }))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      assertThat(here.current()).isEqualTo(third);
    }
  }

  @Nested
  class IsRefused {

    @Test
    void whenThereIsNoEarlierSecret() {
      refused(ErrorCode.NOT_FOUND, "NO_PREVIOUS_SECRET");
    }

    @Test
    void whenAmazonRefusesTheOldSecretAlready() {
      here.accept(here.pressButton());
      here.clock.advance(A_DAY.multipliedBy(7));

      refused(ErrorCode.UNAUTHENTICATED, "CREDENTIAL_REJECTED");
    }

    @Test
    void whenTheOldSecretHasExpiredAtTheSpApi() {
      here.clock.advance(A_DAY.multipliedBy(179));
      here.accept(here.pressButton());
      here.clock.advance(A_DAY);

      refused(ErrorCode.UNAUTHENTICATED, "CLIENT_SECRET_EXPIRED");
    }

    @Test
    void withoutAskingAmazonOnceItIsDeadForLong() {
      here.accept(here.pressButton());
      here.clock.advance(A_DAY.multipliedBy(8));
      int trials = here.trials;

      refused(ErrorCode.FAILED_PRECONDITION, "PREVIOUS_ENDED");
      assertThat(here.trials).isEqualTo(trials);
    }

    @Test
    void whenAmazonSaysNothing() {
      here.accept(here.pressButton());
      here.outage = true;

      refused(ErrorCode.UNAVAILABLE, "NO_VERDICT");
    }

    @Test
    void whileANewSecretWaitsToBeProved() {
      here.accept(here.pressButton());
      here.clock.advance(A_DAY);
      here.outage = true;
      here.accept(here.pressButton());
      here.outage = false;

      refused(ErrorCode.FAILED_PRECONDITION, "ROTATION_UNDER_WAY");
    }

    @Test
    void forAnApplicationThatDoesNotExist() {
      assertThatThrownBy(() -> here.rotator().rollback("other", (plan, result) -> true))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.halfturn.rotation.Stores#all")
  void dyingAnywhereInBetweenLosesNothingAndLeavesAWay(UnaryOperator<SecretStore> abilities) {
    int points = dyingAt(Integer.MAX_VALUE, abilities);
    assertThat(points).isGreaterThanOrEqualTo(3);
    for (int point = 1; point <= points; point++) {
      dyingAt(point, abilities);
    }
  }

  private int dyingAt(int dead, UnaryOperator<SecretStore> abilities) {
    here.close();
    here = new RotationFixture();
    SecretValue first = here.current();
    SecretValue second = here.pressButton();
    here.accept(second);
    List<SecretValue> held = List.of(first, second);
    CrashPoints points = new CrashPoints(() -> here.assertNoSecretLost(held));
    here.storeWrapper = store -> points.around(abilities.apply(store));
    points.dieAt(point -> point == dead);
    int passed;
    try {
      rollback();
      assertThat(dead).isEqualTo(Integer.MAX_VALUE);
      passed = points.passed();
    } catch (Crash e) {
      passed = points.passed();
      points.dieAt(point -> false);
      if (!here.current().equals(first)) {
        rollback();
      }
    }
    here.resume();
    assertThat(here.current()).isEqualTo(first);
    here.assertNoSecretLost(held);
    assertThat(here.record().current().expiry().orElseThrow().expiresAt())
        .isEqualTo(START.plus(A_DAY.multipliedBy(7)));
    return passed;
  }
}
