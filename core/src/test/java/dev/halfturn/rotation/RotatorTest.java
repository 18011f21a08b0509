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
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
  class WhenTheSecretIsNoSecret {

    private void assertRefused(String pasted, ErrorCode code, String reason) {
      SecretValue before = here.current();
      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(pasted)))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.getMessage() + e.hint().orElse("")).doesNotContain(pasted);
                assertThat(e.hint()).isPresent();
              });
      assertThat(here.current()).isEqualTo(before);
      assertThat(here.inbox().items()).isEmpty();
      assertThat(here.trials).isZero();
    }

    @Test
    void theClientIdIsRefused() {
      assertRefused(here.app.clientId(), ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void anotherClientIdIsRefused() {
      assertRefused(
          "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void anUnusualClientIdIsKnownByItsEntry() {
      here.put(CredentialNames.clientId(APP), "some-other-client-id");

      assertRefused("some-other-client-id", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void theCurrentSecretIsRefused() {
      assertRefused(here.app.secret(), ErrorCode.FAILED_PRECONDITION, "NEW_SECRET_IS_CURRENT");
    }

    @Test
    void thePreviousSecretIsRefused() {
      String old = here.app.secret();
      here.accept(here.pressButton());

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(old)))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_OLD"));
    }

    @Test
    void aKeptSecretIsRefused() {
      String oldest = here.app.secret();
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(1));
      here.accept(here.pressButton());

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(oldest)))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_OLD"));
    }

    @Test
    void theSecretJustPromotedIsRefusedAsCurrent() {
      SecretValue fresh = here.pressButton();
      here.accept(fresh);

      assertThatThrownBy(() -> here.accept(fresh))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_CURRENT"));
    }

    @Test
    void anythingThatCannotBeASecretIsRefused() {
      assertRefused(
          "amzn1.oa2-cs.v1." + "ab".repeat(32) + "\n",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_HAS_WHITESPACE");
    }

    @Test
    void anImplausibleExpiryIsRefused() {
      SecretValue fresh = here.pressButton();
      for (Duration life : List.of(Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(210))) {
        assertThatThrownBy(
                () ->
                    here.rotator()
                        .accept(APP, fresh, Optional.of(START.plus(life)), RotationListener.NONE))
            .isInstanceOfSatisfying(
                HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("DATE_IMPLAUSIBLE"));
      }
      assertThat(here.inbox().items()).isEmpty();
    }

    @Test
    void anApplicationWithoutSecretIsNotFound() {
      assertThatThrownBy(() -> here.rotator().accept("other", here.pressButton()))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
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
      int trials = here.trials;
      here.clock.advance(Duration.ofHours(2));
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
  class WhenTheOldSecretRunsOut {

    @Test
    void itIsRemovedADayAfterItsEndAndNotBefore() {
      here.accept(here.pressButton());
      Instant end = START.plus(Duration.ofDays(7));

      here.clock.set(end.plus(Duration.ofDays(1)).minusMillis(1));
      assertThat(here.rotator().settle(APP)).isFalse();
      assertThat(here.previous()).isPresent();
      assertThat(here.inbox().items()).isNotEmpty();

      here.clock.set(end.plus(Duration.ofDays(1)));
      assertThat(here.rotator().settle(APP)).isTrue();
      assertThat(here.previous()).isEmpty();
      assertThat(here.inbox().items()).isEmpty();
      assertThat(here.stored(CredentialNames.inbox(APP))).isPresent();
      assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
      assertThat(here.rotator().settle(APP)).isFalse();
    }

    @Test
    void aClockThatRunsAheadAloneRemovesNothing() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(30));
      here.amazonAhead = Duration.ofDays(-29);

      assertThat(here.rotator().settle(APP)).isFalse();
      assertThat(here.previous()).isPresent();
    }

    @Test
    void whileTheCurrentOneDoesNotExchangeNothingIsRemoved() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(30));
      here.outage = true;

      assertThat(here.rotator().settle(APP)).isFalse();
      assertThat(here.previous()).isPresent();
    }

    @Test
    void theTrackerIsWokenForIt() {
      here.accept(here.pressButton());

      assertThat(here.armed.get(APP).wakeAt()).isEqualTo(START.plus(Duration.ofDays(8)));
    }

    @Test
    void aPreviousSecretNobodyTrackedIsLeftAlone() {
      here.put(CredentialNames.previous(APP), "put here by somebody");
      here.tracker().check(APP);
      here.clock.advance(Duration.ofDays(400));

      assertThat(here.rotator().settle(APP)).isFalse();
      assertThat(here.previous()).isPresent();
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
  class TheInboxComesFirst {

    private SecretValue fresh;

    /** The next rotation, at which there is something to be settled with Amazon's help. */
    private void rotateOnceAndWait() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(9));
      fresh = here.pressButton();
    }

    private Rotator rotator(SecretTrial trial) {
      return new Rotator(here.context(), trial, app -> {}, app -> {});
    }

    private void assertStored() {
      assertThat(here.inbox().find(fresh)).isPresent();
    }

    @Test
    void beforeAnythingIsAskedOfAmazon() {
      rotateOnceAndWait();
      List<Boolean> stored = new ArrayList<>();

      rotator(
              (app, secret) -> {
                stored.add(here.inbox().find(fresh).isPresent());
                return here.attempt(app, secret);
              })
          .accept(APP, fresh);

      assertThat(stored).hasSizeGreaterThan(1).containsOnly(true);
      assertThat(here.previous()).isPresent();
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void whateverIsThrown() {
      rotateOnceAndWait();

      for (RuntimeException thrown :
          List.of(
              new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no store")),
              new IllegalStateException("a fault"))) {
        assertThatThrownBy(
                () ->
                    rotator(
                            (app, secret) -> {
                              throw thrown;
                            })
                        .accept(APP, fresh))
            .isSameAs(thrown);
        assertStored();
      }
      here.resume();
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void evenIfAmazonNeverAnswers() throws InterruptedException {
      rotateOnceAndWait();
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      Thread person =
          new Thread(
              () ->
                  rotator(
                          (app, secret) -> {
                            asked.countDown();
                            await(answered);
                            return here.attempt(app, secret);
                          })
                      .accept(APP, fresh));
      person.start();
      asked.await();

      assertStored();

      answered.countDown();
      person.join();
    }

    @Test
    void evenIfNobodyListensAnyMore() {
      fresh = here.pressButton();
      IllegalStateException gone = new IllegalStateException("the screen is gone");

      assertThatThrownBy(
              () ->
                  here.rotator()
                      .accept(
                          APP,
                          fresh,
                          Optional.empty(),
                          step -> {
                            throw gone;
                          }))
          .isSameAs(gone);

      assertStored();
    }

    @Test
    void evenIfTheRecordCannotBeWritten() {
      fresh = here.pressButton();
      here.storeWrapper =
          store ->
              WriteHook.before(
                  store,
                  name -> {
                    if (name.equals(CredentialNames.rotation(APP))) {
                      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "full"));
                    }
                  });

      assertThatThrownBy(() -> here.accept(fresh))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

      assertStored();
      here.storeWrapper = store -> store;
      assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
    }
  }

  @Test
  void whatIsDeadIsClearedUpByTheNextRotationIfNobodyDidBefore() {
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(180));
    SecretValue third = here.pressButton();

    here.accept(third);

    assertThat(here.inbox().values()).containsExactly(third);
    assertThat(here.previous()).contains(second);
  }

  @Nested
  class WhenTheInboxIsFull {

    private void fill(InboxItem.State state) {
      Inbox inbox = Inbox.EMPTY;
      for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
        Instant at = START.minusSeconds(100 - i);
        inbox =
            inbox.with(
                new InboxItem(
                    "key-" + i,
                    SecretValue.ofUtf8("waiting-secret-number-" + i),
                    at,
                    Optional.of(Expiry.ofIssue(at, Duration.ofDays(180), Provenance.ESTIMATED)),
                    Optional.empty(),
                    at,
                    state));
      }
      here.store.put(CredentialNames.inbox(APP), InboxCodec.encode(inbox));
    }

    @Test
    void aSecretThatWorksTakesThePlaceOfTheOldestRefusedOne() {
      fill(InboxItem.State.SUSPECT);
      SecretValue fresh = here.pressButton();

      assertThat(here.accept(fresh).kind()).isEqualTo(Kind.FINISHED);

      assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-0"))).isEmpty();
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-1"))).isPresent();
    }

    @Test
    void aSecretThatDoesNotWorkIsRefused() {
      fill(InboxItem.State.SUSPECT);

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8("does-not-work-at-all")))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-0"))).isPresent();
    }

    @Test
    void whatIsDeadGivesPlaceWithoutAnyProof() {
      here.accept(here.pressButton());
      fill(InboxItem.State.RECEIVED);
      here.clock.advance(Duration.ofDays(9));
      SecretValue unproved = SecretValue.ofUtf8("does-not-work-at-all");

      assertThat(here.accept(unproved).kind()).isEqualTo(Kind.PENDING);

      assertThat(here.inbox().values()).containsExactly(unproved);
    }

    @Test
    void theSameSecretAgainNeedsNoPlace() {
      fill(InboxItem.State.RECEIVED);
      here.outage = true;

      here.accept(SecretValue.ofUtf8("waiting-secret-number-3"));

      assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
    }

    @Test
    void whatStillWorksGivesNoPlace() {
      fill(InboxItem.State.KEPT);

      assertThatThrownBy(() -> here.accept(here.pressButton()))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));
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
    void aDeclaredDateIsNotTouched() {
      here.amazonAhead = Duration.ofHours(-25);
      Instant declared = START.plus(Duration.ofDays(179));

      RotationOutcome outcome =
          here.rotator()
              .accept(APP, here.pressButton(), Optional.of(declared), RotationListener.NONE);

      assertThat(outcome.expiry().orElseThrow().expiresAt()).isEqualTo(declared);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
