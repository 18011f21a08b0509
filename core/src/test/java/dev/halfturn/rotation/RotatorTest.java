// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Guided rotation against the simulator's secrets. */
class RotatorTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private void declareFirstSecret() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
  }

  @Nested
  class WhenAllGoesWell {

    @Test
    void aGoodSecretBecomesCurrentAndTheOldOnePrevious() {
      declareFirstSecret();
      here.clock.advance(Duration.ofDays(150));
      SecretValue old = here.current();
      SecretValue fresh = here.pressButton();

      RotationOutcome outcome = here.accept(fresh);

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(outcome.state()).isEqualTo(RotationState.PROMOTED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.previous()).contains(old);
      Instant now = here.clock.instant();
      assertThat(outcome.previousEndsAt()).contains(now.plus(Duration.ofDays(7)));
      assertThat(outcome.expiry())
          .contains(new Expiry(now, now.plusSeconds(15_552_000), Provenance.ESTIMATED));
      assertThat(here.forgotten).contains(APP);
    }

    @Test
    void theListenerHearsTheFourPhasesInOrder() {
      here.accept(here.pressButton());

      assertThat(here.steps)
          .extracting(RotationListener.Step::phase)
          .containsExactly(Phase.CREATE, Phase.SET, Phase.TEST, Phase.FINISH);
      assertThat(here.steps).extracting(RotationListener.Step::result).containsOnly(Result.OK);
    }

    @Test
    void theInboxIsWrittenBeforeAmazonIsAsked() {
      List<Integer> sizes = new ArrayList<>();
      Rotator rotator =
          new Rotator(
              here.context(),
              (app, secret) -> {
                sizes.add(here.inbox().items().size());
                return here.attempt(app, secret);
              },
              app -> {},
              app -> {});

      rotator.accept(APP, here.pressButton());

      assertThat(sizes.get(0)).isEqualTo(1);
    }

    @Test
    void peopleAreToldOnce() {
      here.accept(here.pressButton());
      here.resume();
      here.tracker().check(APP);

      List<Notice> told =
          here.mail.sent().stream().filter(notice -> notice.severity() == Severity.INFO).toList();
      assertThat(told).singleElement().extracting(Notice::subject).asString().contains("rotated");
      assertThat(told.get(0).body()).contains("goes on working until");
    }

    @Test
    void aDeclaredExpiryOfTheNewSecretIsKept() {
      SecretValue fresh = here.pressButton();
      Instant declared = START.plus(Duration.ofDays(179));

      RotationOutcome outcome =
          here.rotator().accept(APP, fresh, Optional.of(declared), RotationListener.NONE);

      assertThat(outcome.expiry().orElseThrow().expiresAt()).isEqualTo(declared);
      assertThat(here.tracker().status(APP).secret().expiry().orElseThrow().source())
          .isEqualTo(Provenance.DECLARED);
    }

    @Test
    void resumeAfterwardsHasNothingToDo() {
      here.accept(here.pressButton());

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    }

    @Test
    void theStoresOwnExpiryFieldFollows() {
      here.accept(here.pressButton());

      assertThat(here.store.expiry(CredentialNames.clientSecret(APP)))
          .contains(START.plusSeconds(15_552_000));
    }
  }

  @Nested
  class WhenAmazonRefusesTheSecret {

    private final SecretValue wrong =
        SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0123456789abcdef".repeat(4));

    @Test
    void itIsKeptAndTheCurrentOneStays() {
      SecretValue before = here.current();

      RotationOutcome outcome = here.accept(wrong);

      assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
      assertThat(outcome.state()).isEqualTo(RotationState.SUSPECT);
      assertThat(outcome.retryAt()).contains(START.plusSeconds(15));
      assertThat(outcome.refusedSince()).contains(START);
      assertThat(outcome.lastError().orElseThrow()).contains("invalid_client");
      assertThat(here.current()).isEqualTo(before);
      assertThat(here.previous()).isEmpty();
      assertThat(here.inbox().find(wrong).orElseThrow().state()).isEqualTo(InboxItem.State.SUSPECT);
      assertThat(here.tracker().status(APP).conditions())
          .extracting(Condition::type)
          .containsExactly(Condition.SUSPECT);
    }

    @Test
    void itIsTriedFifteenSecondsToTenMinutesApartForAnHourThenHourly() {
      List<Duration> waits = new ArrayList<>();
      RotationOutcome outcome = here.accept(wrong);
      while (here.clock.instant().isBefore(START.plus(Duration.ofHours(3)))) {
        Instant retryAt = outcome.retryAt().orElseThrow();
        waits.add(Duration.between(here.clock.instant(), retryAt));
        here.clock.set(retryAt);
        outcome = here.resume();
      }

      assertThat(waits)
          .containsExactly(
              Duration.ofSeconds(15),
              Duration.ofSeconds(30),
              Duration.ofMinutes(1),
              Duration.ofMinutes(2),
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofHours(1));
    }

    @Test
    void itIsNotTriedBeforeItsTime() {
      here.accept(wrong);
      int trials = here.trials;
      here.clock.advance(Duration.ofSeconds(14));

      RotationOutcome outcome = here.resume();

      assertThat(here.trials).isEqualTo(trials);
      assertThat(outcome.retryAt()).contains(START.plusSeconds(15));
    }

    @Test
    void handedOverAgainItIsTriedAtOnceUnderTheSameRotation() {
      RotationOutcome first = here.accept(wrong);
      int trials = here.trials;

      RotationOutcome second = here.accept(wrong);

      assertThat(here.trials).isEqualTo(trials + 1);
      assertThat(second.rotationId()).isEqualTo(first.rotationId());
      assertThat(second.tries()).isEqualTo(2);
      assertThat(here.inbox().items()).hasSize(1);
    }

    @Test
    void peopleAreToldOnceAfterFifteenMinutes() {
      here.accept(wrong);
      List<String> subjects = new ArrayList<>();
      while (here.clock.instant().isBefore(START.plus(Duration.ofHours(2)))) {
        here.clock.advance(Duration.ofMinutes(1));
        here.resume();
        here.tracker().check(APP);
      }
      here.mail.sent().forEach(notice -> subjects.add(notice.subject()));

      assertThat(subjects).filteredOn(text -> text.contains("refuses")).hasSize(1);
    }

    @Test
    void nobodyIsToldWithinFifteenMinutes() {
      here.accept(wrong);
      here.clock.advance(Duration.ofMinutes(14));
      here.resume();

      assertThat(here.mail.sent())
          .extracting(Notice::subject)
          .noneMatch(s -> s.contains("refuses"));
    }

    @Test
    void aSlowActivationIsWaitedFor() {
      here.amazon.rules(here.amazon.rules().withActivationDelay(Duration.ofMinutes(40)));
      SecretValue fresh = here.pressButton();
      RotationOutcome outcome = here.accept(fresh);
      while (outcome.kind() == Kind.PENDING) {
        here.clock.set(outcome.retryAt().orElseThrow());
        outcome = here.resume();
      }

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(Duration.between(START, here.clock.instant()))
          .isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(outcome.refusedSince()).isEmpty();
    }

    @Test
    void theRightSecretAfterAWrongOneIsPromoted() {
      SecretValue fresh = here.pressButton();
      here.accept(wrong);
      here.clock.advance(Duration.ofSeconds(5));

      RotationOutcome outcome = here.accept(fresh);

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.inbox().find(wrong)).isPresent();
      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    }

    @Test
    void aWrongSecretAfterTheRightOneDoesNotHinderIt() {
      here.amazon.rules(here.amazon.rules().withActivationDelay(Duration.ofMinutes(1)));
      SecretValue fresh = here.pressButton();
      here.accept(fresh);
      here.clock.advance(Duration.ofSeconds(5));
      here.accept(wrong);
      here.clock.advance(Duration.ofMinutes(2));

      RotationOutcome outcome = here.resume();

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.inbox().find(wrong)).isPresent();
      here.clock.advance(Duration.ofDays(7));
      int trials = here.trials;
      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.trials).isEqualTo(trials);
    }

    @Test
    void afterSevenDaysItIsGivenUpButKept() {
      here.accept(wrong);
      here.clock.advance(Duration.ofDays(7));

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
      assertThat(here.inbox().find(wrong)).isPresent();
      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    }

    @Test
    void aSecretTakenOutOfTheInboxEndsItsRotation() {
      here.accept(wrong);
      here.put(CredentialNames.inbox(APP), "{\"v\":1,\"items\":[]}");

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
    }
  }

  @Nested
  class WhenAmazonIsNotReached {

    @Test
    void nothingIsConcluded() {
      here.outage = true;
      SecretValue fresh = here.pressButton();

      RotationOutcome outcome = here.accept(fresh);

      assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
      assertThat(outcome.state()).isEqualTo(RotationState.RECEIVED);
      assertThat(outcome.refusedSince()).isEmpty();
      assertThat(here.inbox().find(fresh).orElseThrow().state())
          .isEqualTo(InboxItem.State.RECEIVED);
      assertThat(here.tracker().status(APP).conditions()).isEmpty();
      assertThat(here.tracker().status(APP).next().orElseThrow().kind())
          .isEqualTo(RotationStatus.NextKind.RETRY);
    }

    @Test
    void triesGetRarerUpToTenMinutes() {
      here.outage = true;
      RotationOutcome outcome = here.accept(here.pressButton());
      Duration last = Duration.ZERO;
      for (int i = 0; i < 12; i++) {
        last = Duration.between(here.clock.instant(), outcome.retryAt().orElseThrow());
        here.clock.set(outcome.retryAt().orElseThrow());
        outcome = here.resume();
      }

      assertThat(last).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void itGoesOnAfterwards() {
      here.outage = true;
      SecretValue fresh = here.pressButton();
      here.accept(fresh);
      here.outage = false;
      here.clock.advance(Duration.ofMinutes(1));

      assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void anOutageDuringTheConfirmationLeavesThePromotionToBeConfirmed() {
      SecretValue fresh = here.pressButton();
      Rotator rotator =
          new Rotator(
              here.context(), here::attempt, app -> here.outage = true, here.tracker()::check);

      RotationOutcome outcome = rotator.accept(APP, fresh);

      assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
      assertThat(outcome.state()).isEqualTo(RotationState.PROMOTED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.resume().kind()).isEqualTo(Kind.PENDING);
      here.outage = false;
      assertThat(here.accept(fresh).kind()).isEqualTo(Kind.PENDING);
      here.clock.advance(Duration.ofMinutes(1));
      assertThat(here.accept(fresh).kind()).isEqualTo(Kind.FINISHED);
    }
  }

  @Nested
  class WhenTheSpApiStillCallsItExpired {

    @Test
    void itIsHeldBackForAtMostAnHour() {
      here.amazon.rules(here.amazon.rules().withSettlingDelay(Duration.ofHours(5)));
      SecretValue fresh = here.pressButton();
      RotationOutcome outcome = here.accept(fresh);
      assertThat(outcome.state()).isEqualTo(RotationState.RECEIVED);
      while (outcome.kind() == Kind.PENDING) {
        assertThat(here.current()).isNotEqualTo(fresh);
        here.clock.set(outcome.retryAt().orElseThrow());
        outcome = here.resume();
      }

      assertThat(Duration.between(START, here.clock.instant()))
          .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(70));
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(outcome.lastError().orElseThrow()).contains("403");
      assertThat(here.mail.sent())
          .filteredOn(notice -> notice.subject().contains("rotated"))
          .singleElement()
          .extracting(Notice::body)
          .asString()
          .contains("403");
    }

    @Test
    void itIsPromotedAsSoonAsTheSpApiAgrees() {
      here.amazon.rules(here.amazon.rules().withSettlingDelay(Duration.ofMinutes(20)));
      SecretValue fresh = here.pressButton();
      RotationOutcome outcome = here.accept(fresh);
      while (outcome.kind() == Kind.PENDING) {
        here.clock.set(outcome.retryAt().orElseThrow());
        outcome = here.resume();
      }

      assertThat(Duration.between(START, here.clock.instant()))
          .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(30));
      assertThat(outcome.lastError()).isEmpty();
    }
  }

  @Nested
  class WhenRotatedTwiceWithinSevenDays {

    @Test
    void preflightAdvisesAgainstIt() {
      here.rotator().preflight(APP);
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(7).minusMillis(1));

      assertThatThrownBy(() -> here.rotator().preflight(APP))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.reason()).isEqualTo("ROTATED_RECENTLY");
                assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              });
      here.clock.advance(Duration.ofMillis(1));
      here.rotator().preflight(APP);
    }

    @Test
    void allSecretsThatLiveAreKept() {
      SecretValue first = here.current();
      SecretValue second = here.pressButton();
      here.accept(second);
      here.clock.advance(Duration.ofDays(2));
      SecretValue third = here.pressButton();

      here.accept(third);

      assertThat(here.current()).isEqualTo(third);
      assertThat(here.previous()).contains(second);
      InboxItem kept = here.inbox().find(first).orElseThrow();
      assertThat(kept.state()).isEqualTo(InboxItem.State.KEPT);
      assertThat(kept.expiry().orElseThrow().expiresAt()).isEqualTo(START.plus(Duration.ofDays(7)));
      here.assertNoSecretLost(List.of(first, second, third));
    }

    @Test
    void theKeptOneIsDroppedWhenAllIsSettled() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(2));
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(8));

      here.resume();

      assertThat(here.inbox().items()).isEmpty();
      assertThat(here.previous()).isEmpty();
    }

    @Test
    void aPreviousSecretOfUnknownAgeIsKeptToo() {
      here.put(CredentialNames.previous(APP), "put here by somebody");

      here.accept(here.pressButton());

      assertThat(here.inbox().find(SecretValue.ofUtf8("put here by somebody"))).isPresent();
    }

    @Test
    void aPreviousSecretThatIsDeadIsNotKept() {
      SecretValue first = here.current();
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(9));

      here.accept(here.pressButton());

      assertThat(here.inbox().find(first)).isEmpty();
    }
  }

  @Nested
  class WhenOthersWriteToo {

    @Test
    void anOlderSecretPutBackIsReplacedAgain() {
      SecretValue old = here.current();
      SecretValue fresh = here.pressButton();
      here.accept(fresh);
      here.store.put(CredentialNames.clientSecret(APP), old);

      RotationOutcome outcome = here.resume();

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.previous()).contains(old);
      assertThat(here.record().current().fingerprint())
          .isEqualTo(outcome.candidate().orElseThrow());
    }

    @Test
    void alsoIfTheTrackerHasSeenItMeanwhile() {
      SecretValue old = here.current();
      SecretValue fresh = here.pressButton();
      here.accept(fresh);
      here.store.put(CredentialNames.clientSecret(APP), old);
      here.tracker().check(APP);

      assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void aNewerSecretOfSomebodyElseStays() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofHours(1));
      SecretValue newer = here.pressButton();
      here.store.put(CredentialNames.clientSecret(APP), newer);

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.current()).isEqualTo(newer);
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
    }

    @Test
    void aCandidateOvertakenBySomebodyElseIsNotPromoted() {
      here.outage = true;
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofHours(1));
      SecretValue newer = here.pressButton();
      here.store.put(CredentialNames.clientSecret(APP), newer);
      here.outage = false;

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
      assertThat(here.current()).isEqualTo(newer);
    }

    @Test
    void aStoreWhoseClockIsAheadDoesNotHinderAPerson() {
      here.clock.advance(Duration.ofDays(1));
      here.put(CredentialNames.clientSecret(APP), here.app.secret());
      here.clock.set(START);
      SecretValue fresh = here.pressButton();

      assertThat(here.accept(fresh).kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
    }
  }

  @Nested
  class TheClock {

    @Test
    void offByMinutesIsSaid() {
      here.amazonAhead = Duration.ofMinutes(6);
      here.accept(here.pressButton());

      assertThat(here.tracker().status(APP).conditions())
          .extracting(Condition::type)
          .contains(Condition.CLOCK_UNTRUSTED);
    }

    @Test
    void offByLessThanFiveMinutesIsNoMatter() {
      here.amazonAhead = Duration.ofMinutes(4);
      here.accept(here.pressButton());

      assertThat(here.tracker().status(APP).conditions()).isEmpty();
    }

    @Test
    void offByMoreThanADayTheLifeIsReckonedByAmazons() {
      here.amazonAhead = Duration.ofHours(-25);

      RotationOutcome outcome = here.accept(here.pressButton());

      assertThat(outcome.expiry().orElseThrow().issuedAt())
          .isEqualTo(START.minus(Duration.ofHours(25)));
      assertThat(outcome.previousEndsAt())
          .contains(START.plus(Duration.ofDays(7)).minus(Duration.ofHours(25)));
    }

    @Test
    void oneWrongDateOfAmazonsEndsNothing() {
      declareFirstSecret();
      here.amazonAhead = Duration.ofDays(400);
      here.rotator()
          .accept(
              APP,
              here.pressButton(),
              Optional.of(START.plus(Duration.ofDays(179))),
              RotationListener.NONE);

      RotationStatus status = here.tracker().status(APP);

      assertThat(status.state()).isEqualTo(RotationStatus.State.FRESH);
      assertThat(status.conditions())
          .extracting(Condition::type)
          .containsExactly(Condition.CLOCK_UNTRUSTED);
      assertThat(here.record().amazonTime()).isEmpty();
    }

    @Test
    void aTimeOfAmazonsThatOursAgreesWithIsRemembered() {
      here.amazonAhead = Duration.ofHours(24);
      here.accept(here.pressButton());

      assertThat(here.record().amazonTime()).contains(START.plus(Duration.ofHours(24)));
    }

    @Test
    void aDeclaredDateIsNotTouched() {
      here.amazonAhead = Duration.ofHours(-25);
      Instant declared = START.plus(Duration.ofDays(179));

      RotationOutcome outcome =
          here.rotator()
              .accept(APP, here.pressButton(), Optional.of(declared), RotationListener.NONE);

      assertThat(outcome.expiry().orElseThrow().expiresAt()).isEqualTo(declared);
    }
  }

  @Test
  void noOutcomeStepOrRecordShowsASecret() {
    SecretValue old = here.current();
    SecretValue fresh = here.pressButton();
    RotationOutcome outcome = here.accept(fresh);

    String shown =
        outcome
            + here.steps.toString()
            + here.record()
            + here.inbox()
            + here.tracker().status(APP)
            + here.mail.sent();
    assertThat(shown)
        .doesNotContain(fresh.revealUtf8())
        .doesNotContain(old.revealUtf8())
        .doesNotContain(fresh.revealUtf8().substring(20, 40));
    assertThat(here.stored(CredentialNames.rotation(APP)).orElseThrow().revealUtf8())
        .doesNotContain(fresh.revealUtf8())
        .doesNotContain(old.revealUtf8());
  }
}
