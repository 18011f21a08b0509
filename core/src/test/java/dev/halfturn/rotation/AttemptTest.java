// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which secret is tried when, what is written down of it, and who hears of it. */
class AttemptTest {

  private static final SecretValue WRONG = SecretValue.ofUtf8("this-was-mistyped-by-somebody");
  private static final Instant LATE = START.plus(Duration.ofDays(180));

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  @Nested
  class TheListener {

    private void assertHeard(Tuple... afterTheInbox) {
      assertThat(here.steps.subList(2, here.steps.size()))
          .extracting(Step::phase, Step::result)
          .containsExactly(afterTheInbox);
    }

    private Tuple step(Phase phase, Result result) {
      return Tuple.tuple(phase, result);
    }

    @Test
    void hearsThatAmazonRefuses() {
      here.accept(WRONG);

      assertHeard(step(Phase.TEST, Result.REFUSED));
      assertThat(here.steps.get(2).text()).contains("invalid_client");
    }

    @Test
    void hearsThatAmazonDoesNotAnswer() {
      here.outage = true;

      here.accept(here.pressButton());

      assertHeard(step(Phase.TEST, Result.WAITING));
    }

    @Test
    void hearsThatTheSpApiHoldsItBackAndThenThatItDoesNot() {
      here.amazon.rules(here.amazon.rules().withSettlingDelay(Duration.ofHours(5)));
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofHours(1));
      here.resume();

      assertHeard(
          step(Phase.TEST, Result.WAITING),
          step(Phase.TEST, Result.OK),
          step(Phase.FINISH, Result.OK));
    }

    @Test
    void hearsThatTheConfirmationIsMissing() {
      SecretValue fresh = here.pressButton();
      Rotator rotator =
          new Rotator(here.context(), here::attempt, app -> here.outage = true, app -> {});

      rotator.accept(APP, fresh, Optional.empty(), here.steps::add);

      assertHeard(step(Phase.TEST, Result.OK), step(Phase.FINISH, Result.WAITING));
    }
  }

  @Nested
  class TheJournal {

    @Test
    void hasAnIdThatPeopleCanRead() {
      assertThat(here.accept(here.pressButton()).rotationId().orElseThrow())
          .matches("R-[2-9A-HJ-NP-Z]{4}");
    }

    @Test
    void ofAnotherSecretIsAnotherRotation() {
      RotationOutcome first = here.accept(WRONG);
      here.accept(WRONG);
      assertThat(here.record().rotations()).isEqualTo(1);

      RotationOutcome second = here.accept(here.pressButton());

      assertThat(second.rotationId()).isNotEqualTo(first.rotationId());
      assertThat(second.tries()).as("its own: the test and the confirmation").isEqualTo(2);
      assertThat(here.record().rotations()).isEqualTo(2);
    }

    @Test
    void isBegunForASecretNobodyHasHeardOf() {
      here.outage = true;
      RotationOutcome first = here.accept(here.pressButton());
      here.clock.advance(Duration.ofSeconds(1));
      SecretValue second = here.pressButton();
      here.putInInbox(second, here.clock.instant(), InboxItem.State.RECEIVED, LATE);

      RotationOutcome outcome = here.rotator().resume(APP);

      assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
      assertThat(outcome.rotationId()).isNotEqualTo(first.rotationId());
      assertThat(outcome.candidate()).contains(here.record().key().of(second));
    }

    @Test
    void goesOnAboutTheNewestThoughAnOlderOneWaitsToo() {
      here.outage = true;
      RotationOutcome first = here.accept(here.pressButton());
      here.putInInbox(WRONG, START.plusMillis(1), InboxItem.State.RECEIVED, LATE);
      int trials = here.trials;

      RotationOutcome outcome = here.resume();

      assertThat(here.trials).isEqualTo(trials);
      assertThat(outcome.rotationId()).isEqualTo(first.rotationId());
      assertThat(outcome.retryAt()).isEqualTo(first.retryAt());
    }

    @Test
    void endsWithItsSecretThoughOthersWait() {
      here.outage = true;
      SecretValue fresh = here.pressButton();
      here.accept(fresh);
      here.putInInbox(WRONG, START.plusMillis(1), InboxItem.State.SUSPECT, LATE);
      Inbox rest = here.inbox().without(item -> item.value().equals(fresh));
      here.store.put(CredentialNames.inbox(APP), InboxCodec.encode(rest));

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
    }

    @Test
    void endsWithItsSecretsLife() {
      here.outage = true;
      here.accept(here.pressButton());
      int trials = here.trials;
      here.clock.set(LATE.plusSeconds(1));

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.trials).isEqualTo(trials);
    }
  }

  @Test
  void anExpiredSecretIsNotTriedBesideALivingOne() {
    here.accept(WRONG);
    SecretValue expired = SecretValue.ofUtf8("this-one-has-expired-meanwhile");
    here.putInInbox(expired, START.plusSeconds(5), InboxItem.State.SUSPECT, START.plusSeconds(10));
    here.clock.advance(Duration.ofSeconds(15));
    int trials = here.trials;

    here.resume();

    assertThat(here.trials).isEqualTo(trials + 1);
  }

  @Test
  void theCurrentSecretIsNotTakenForAHalfPromotedOne() {
    SecretValue current = here.current();
    here.accept(WRONG);

    assertThatThrownBy(() -> here.accept(current))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_CURRENT"));
  }

  @Test
  void theRightOneOfSeveralIsPutInPlaceAgain() {
    SecretValue old = here.current();
    SecretValue fresh = here.pressButton();
    here.accept(fresh);
    here.putInInbox(WRONG, START.plusSeconds(5), InboxItem.State.SUSPECT, LATE);
    here.store.put(CredentialNames.clientSecret(APP), old);

    here.resume();

    assertThat(here.current()).isEqualTo(fresh);
  }

  @Test
  void nothingIsPromotedUntriedWhenTwoAreHandedOverAtOnce() {
    SecretValue fresh = here.pressButton();
    Rotator other = here.rotator();
    here.clock.advance(Duration.ofSeconds(1));
    Rotator rotator =
        new Rotator(
            here.context(),
            here::attempt,
            app -> {
              if (here.inbox().find(WRONG).isEmpty()) {
                here.clock.advance(Duration.ofSeconds(1));
                here.outage = true;
                other.accept(APP, WRONG);
                here.outage = false;
              }
            },
            app -> {});

    rotator.accept(APP, fresh);
    here.clock.advance(Duration.ofMinutes(1));
    here.resume();

    assertThat(here.current()).isEqualTo(fresh);
    assertThat(here.inbox().find(WRONG).orElseThrow().state()).isEqualTo(InboxItem.State.SUSPECT);
  }

  @Test
  void aSecretHandedOverAgainKeepsTheDateDeclaredBefore() {
    here.outage = true;
    SecretValue fresh = here.pressButton();
    Instant end = START.plus(Duration.ofDays(170));
    here.rotator().accept(APP, fresh, Optional.of(end), RotationListener.NONE);
    here.outage = false;

    here.accept(fresh);

    assertThat(here.tracker().status(APP).secret().expiry().orElseThrow().expiresAt())
        .isEqualTo(end);
  }

  @Test
  void thePreviousEntryOfSomebodyElseIsKeptThoughTheTrackedOneIsDead() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(9));
    SecretValue unknown = SecretValue.ofUtf8("put-here-by-somebody-else");
    here.store.put(CredentialNames.previous(APP), unknown);

    here.accept(here.pressButton());

    assertThat(here.inbox().find(unknown).orElseThrow().state()).isEqualTo(InboxItem.State.KEPT);
  }

  @Test
  void aPreviousSecretThatLiesInTheInboxAnywayStaysAsItIs() {
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(1));
    here.accept(here.pressButton());
    InboxItem before = here.inbox().find(second).orElseThrow();
    here.clock.advance(Duration.ofDays(1));

    here.accept(here.pressButton());

    assertThat(here.inbox().find(second)).contains(before);
  }

  @Test
  void roomIsMadeByTheOldestRefusedOneThatIsNotToBeSpared() {
    Inbox inbox = Inbox.EMPTY;
    for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
      inbox =
          inbox.with(
              new InboxItem(
                  "key-" + i,
                  SecretValue.ofUtf8("waiting-" + i),
                  START.plusSeconds(i),
                  Optional.empty(),
                  Optional.empty(),
                  START,
                  InboxItem.State.SUSPECT));
    }

    Inbox changed = Intake.withRoom(inbox, SecretValue.ofUtf8("waiting-0"));

    assertThat(changed.values())
        .hasSize(Inbox.MAX_ITEMS - 1)
        .contains(SecretValue.ofUtf8("waiting-0"))
        .doesNotContain(SecretValue.ofUtf8("waiting-1"));
  }

  @Test
  void theTrackerIsWokenForEachTryAndToTellThatAmazonStillRefuses() {
    RotationOutcome outcome = here.accept(WRONG);
    assertThat(here.armed.get(APP).wakeAt()).isEqualTo(START.plusSeconds(15));

    while (outcome.retryAt().orElseThrow().isBefore(START.plus(Duration.ofMinutes(15)))) {
      here.clock.set(outcome.retryAt().orElseThrow());
      outcome = here.resume();
    }

    assertThat(here.armed.get(APP).wakeAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
    here.clock.set(START.plus(Duration.ofMinutes(15)));
    here.tracker().check(APP);
    assertThat(here.armed.get(APP).wakeAt()).isEqualTo(outcome.retryAt().orElseThrow());
    assertThat(here.mail.sent())
        .filteredOn(notice -> notice.subject().contains("refuses"))
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.body())
                    .contains("since more than 15 minutes", "halfturn rotate erp"));
  }

  @Test
  void whoLosesTheRaceForTheConfirmationIsContent() {
    SecretValue fresh = here.pressButton();
    Rotator rotator =
        new Rotator(
            here.context(),
            here::attempt,
            app -> {},
            app -> {
              RotationRecord done = here.record().withJournal(Optional.empty());
              here.store.put(CredentialNames.rotation(APP), RecordCodec.encode(done));
            });

    RotationOutcome outcome = rotator.accept(APP, fresh);

    assertThat(outcome.kind()).isEqualTo(Kind.NOTHING_TO_DO);
    assertThat(List.of(here.current())).containsExactly(fresh);
  }
}
