// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A person says that another secret is the current one; all others go on living. */
class ReplacementTest {

  private static final SecretValue WRONG = SecretValue.ofUtf8("this-was-mistyped-by-somebody");

  private RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private void replace(SecretValue secret) {
    here.rotator().replace(APP, secret, Map.of());
  }

  private InboxItem waiting(SecretValue secret) {
    return here.inbox().find(secret).orElseThrow();
  }

  @Nested
  class WhatIsKept {

    @Test
    void theCurrentSecretBecomesThePreviousOne() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();

      replace(second);

      assertThat(here.current()).isEqualTo(second);
      assertThat(here.previous()).contains(first);
      assertThat(here.record().previous().orElseThrow().diesAt())
          .isEqualTo(START.plus(Duration.ofDays(7)));
      here.assertNoSecretLost(List.of(first, second));
    }

    @Test
    void thePreviousSecretGoesToTheInboxAndTheInboxStays() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);
      here.accept(WRONG);
      here.clock.advance(Duration.ofDays(2));
      SecretValue third = here.pressButton();

      replace(third);

      assertThat(here.current()).isEqualTo(third);
      assertThat(here.previous()).contains(second);
      assertThat(waiting(first).state()).isEqualTo(InboxItem.State.KEPT);
      assertThat(waiting(WRONG).state()).isEqualTo(InboxItem.State.SUSPECT);
      here.assertNoSecretLost(List.of(first, second, third));
    }

    @Test
    void aDeadPreviousSecretIsNotKept() {
      SecretValue first = here.current();
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(8));

      replace(here.pressButton());

      assertThat(here.inbox().find(first)).isEmpty();
    }

    @Test
    void puttingThePreviousSecretBackKeepsTheOtherOne() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);

      replace(first);

      assertThat(here.current()).isEqualTo(first);
      assertThat(here.previous()).contains(second);
      assertThat(here.tracker().status(APP).secret().expiry().orElseThrow().expiresAt())
          .isEqualTo(START.plus(Duration.ofDays(7)));
      assertThat(here.store.expiry(CredentialNames.clientSecret(APP)))
          .contains(START.plus(Duration.ofDays(7)));
    }

    @Test
    void allIsClearedUpWhenItIsDead() {
      here.clock.advance(Duration.ofHours(1));
      replace(here.pressButton());
      here.clock.advance(Duration.ofDays(8));

      here.resume();

      assertThat(here.previous()).isEmpty();
      assertThat(here.inbox().items()).isEmpty();
    }

    @Test
    void withoutRoomInTheInboxNothingChanges() {
      SecretValue first = here.current();
      Inbox inbox = Inbox.EMPTY;
      for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
        inbox = inbox.with(item("waiting-secret-number-" + i, START.minusSeconds(i)));
      }
      here.store.put(CredentialNames.inbox(APP), InboxCodec.encode(inbox));

      assertThatThrownBy(() -> replace(WRONG))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));

      assertThat(here.current()).isEqualTo(first);
      assertThat(here.previous()).isEmpty();
      assertThat(here.inbox()).isEqualTo(inbox);
    }

    private InboxItem item(String value, Instant at) {
      return new InboxItem(
          "key-" + value,
          SecretValue.ofUtf8(value),
          at,
          Optional.empty(),
          Optional.empty(),
          at,
          InboxItem.State.SUSPECT);
    }
  }

  @Nested
  class WhatIsKnownAfterwards {

    @Test
    void isNotWhenTheSecretEnds() {
      here.tracker().declareIssued(APP, START, Provenance.DECLARED);
      here.clock.advance(Duration.ofDays(160));

      replace(here.pressButton());

      assertThat(here.tracker().check(APP).state()).isEqualTo(State.EXPIRY_UNKNOWN);
    }

    @Test
    void isNotTheEndOfTheSecretBefore() {
      here.accept(here.pressButton());

      replace(here.pressButton());

      assertThat(here.tracker().status(APP).secret().expiry()).isEmpty();
    }

    @Test
    void isTheDateThatThePersonDeclaresThen() {
      replace(here.pressButton());

      here.tracker().declareIssued(APP, START, Provenance.DECLARED);

      assertThat(here.tracker().status(APP).state()).isEqualTo(State.FRESH);
    }

    @Test
    void isTheDateOfACandidateThatWasWaiting() {
      here.amazon.rules(here.amazon.rules().withActivationDelay(Duration.ofHours(3)));
      SecretValue fresh = here.pressButton();
      Instant end = START.plus(Duration.ofDays(179));
      here.rotator().accept(APP, fresh, Optional.of(end), RotationListener.NONE);

      replace(fresh);

      assertThat(here.tracker().status(APP).secret().expiry())
          .contains(Expiry.ofEnd(end, Duration.ofDays(180), Provenance.DECLARED));
      here.clock.advance(Duration.ofHours(4));
      assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
    }

    @Test
    void isThatNoRotationIsUnderWay() {
      here.accept(WRONG);

      replace(here.pressButton());

      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
      int trials = here.trials;
      here.clock.advance(Duration.ofHours(1));
      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.trials).isEqualTo(trials);
    }

    @Test
    void isTheLastWordEvenIfItIsTakenBack() {
      SecretValue first = here.current();
      replace(WRONG);
      here.clock.advance(Duration.ofMinutes(1));

      replace(first);

      here.clock.advance(Duration.ofHours(1));
      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.current()).isEqualTo(first);
    }
  }

  @Test
  void theSameSecretOnlyWritesWhatComesWithIt() {
    SecretName profile = CredentialNames.profile(APP);
    SecretValue eu = SecretValue.ofUtf8("{\"v\":1,\"region\":\"eu\"}");

    here.rotator().replace(APP, here.current(), Map.of(profile, eu));

    assertThat(here.stored(profile)).contains(eu);
    assertThat(here.previous()).isEmpty();
    assertThat(here.inbox().items()).isEmpty();
  }

  @Test
  void anApplicationWithoutASecretIsNotFound() {
    assertThatThrownBy(() -> here.rotator().replace("other", WRONG, Map.of()))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void aRotatorThatOverwritesItMeanwhileLosesNothing() {
    SecretValue first = here.current();
    SecretValue second = here.pressButton();
    here.clock.advance(Duration.ofSeconds(1));
    SecretValue third = here.pressButton();
    here.accept(WRONG);
    replace(third);
    // the other process had read everything before and writes now
    here.store.put(CredentialNames.previous(APP), first);
    here.store.put(CredentialNames.clientSecret(APP), second);

    here.assertNoSecretLost(List.of(first, second, third));
  }

  @ParameterizedTest
  @MethodSource("dev.halfturn.rotation.Stores#all")
  void dyingAnywhereInBetweenLosesNothingAndIsCompletedByTheNextCall(
      UnaryOperator<SecretStore> abilities) {
    for (History history : History.values()) {
      int points = dyingAt(Integer.MAX_VALUE, history, abilities);
      assertThat(points).isGreaterThanOrEqualTo(6);
      for (int point = 1; point <= points; point++) {
        dyingAt(point, history, abilities);
      }
    }
  }

  /** What there was before. */
  private enum History {
    /** A current secret that lies nowhere else. */
    NONE,
    /** Living secrets as the current one, as the previous one and in the inbox. */
    TWO_ROTATIONS
  }

  private List<SecretValue> make(History history) {
    SecretValue first = here.current();
    if (history == History.NONE) {
      return List.of(first);
    }
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(1));
    here.outage = true;
    SecretValue third = here.pressButton();
    here.accept(third);
    here.outage = false;
    here.clock.advance(Duration.ofDays(1));
    return List.of(first, second, third);
  }

  private int dyingAt(int dead, History history, UnaryOperator<SecretStore> abilities) {
    here.close();
    here = new RotationFixture();
    List<SecretValue> held = make(history);
    SecretValue last = here.pressButton();
    SecretName profile = CredentialNames.profile(APP);
    Map<SecretName, SecretValue> besides = Map.of(profile, SecretValue.ofUtf8("{}"));

    CrashPoints points = new CrashPoints(() -> here.assertNoSecretLost(held));
    here.storeWrapper = store -> points.around(abilities.apply(store));
    points.dieAt(point -> point == dead);
    int passed;
    try {
      here.rotator().replace(APP, last, besides);
      assertThat(dead).isEqualTo(Integer.MAX_VALUE);
      passed = points.passed();
    } catch (Crash e) {
      passed = points.passed();
      points.dieAt(point -> false);
      here.rotator().replace(APP, last, besides);
    }
    assertThat(here.current()).isEqualTo(last);
    assertThat(here.stored(profile)).isPresent();
    here.assertNoSecretLost(held);
    here.resume();
    here.assertNoSecretLost(held);
    assertThat(here.current()).isEqualTo(last);
    return passed;
  }
}
