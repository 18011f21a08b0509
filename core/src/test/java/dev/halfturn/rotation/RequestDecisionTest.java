// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RequestDecision.Step;
import dev.halfturn.rotation.SecretRequest.Outcome;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What an automatic rotation does next, and when. */
class RequestDecisionTest {

  private static final Instant MADE = Instant.parse("2026-07-01T09:00:00Z");
  private static final Instant ASKED = MADE.plus(Duration.ofDays(150));
  private static final Trouble WHY = new Trouble("WHY", "for a reason");

  private final RotationPolicy policy =
      RotationPolicy.DEFAULT.withAutomatic(new AutomaticPolicy(true, Optional.empty()));
  private final RotationRecord idle =
      RotationRecord.begin(
          FingerprintKey.random(new Random(1)),
          new TrackedSecret(
              EngineRun.FIRST,
              "1",
              MADE,
              Optional.of(Expiry.ofIssue(MADE, Duration.ofDays(180), Provenance.CONFIRMED))),
          MADE);
  private final SecretRequest intent = intent(Optional.empty(), ASKED);

  private static SecretRequest intent(Optional<SecretRequest> known, Instant at) {
    return SecretRequest.intent(known, "R-7Q2F", EngineRun.FIRST, "me", 1, at);
  }

  private RequestDecision next(SecretRequest request) {
    return RequestDecision.next(idle.withRequest(Optional.of(request)), policy).orElseThrow();
  }

  private static RequestDecision at(Step step, Instant moment) {
    return new RequestDecision(step, moment);
  }

  private static Instant after(Duration time) {
    return ASKED.plus(time);
  }

  @Test
  void aSecretIsAskedForOnItsDay() {
    assertThat(RequestDecision.next(idle, policy)).contains(at(Step.START, ASKED));
    assertThat(RequestDecision.next(idle, RotationPolicy.DEFAULT)).isEmpty();
  }

  @Test
  void whereNobodyKnowsWhenASecretEndsNothingBegins() {
    RotationRecord unknown =
        RotationRecord.begin(
            idle.key(), new TrackedSecret(EngineRun.FIRST, "1", MADE, Optional.empty()), MADE);

    assertThat(RequestDecision.next(unknown, policy)).isEmpty();
  }

  @Test
  void theOverlapOfTheLastRotationComesFirst() {
    Instant dies = ASKED.plus(Duration.ofDays(3));
    RotationRecord recent =
        idle.withNewSecret(
            idle.current(),
            Optional.of(new RetiredSecret(EngineRun.SECOND, "0", MADE.minusSeconds(1), dies)));

    assertThat(RequestDecision.next(recent, policy)).contains(at(Step.START, dies));
  }

  @Test
  void aWindowHoldsBackUntilTheLatestDay() {
    // day 150 is Saturday 28 November; day 173 is Monday 21 December
    assertThat(startIn(window(DayOfWeek.MONDAY), 150))
        .isEqualTo(Instant.parse("2026-11-30T10:00:00Z"));
    assertThat(startIn(window(DayOfWeek.SATURDAY), 150))
        .isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
    RotationRecord late = blockedUntil(MADE.plus(Duration.ofDays(173)).plusSeconds(1));
    assertThat(RequestDecision.next(late, with(window(DayOfWeek.TUESDAY))).orElseThrow().at())
        .isEqualTo(MADE.plus(Duration.ofDays(173)).plusSeconds(1));
    RotationRecord shortly = blockedUntil(MADE.plus(Duration.ofDays(172)));
    assertThat(RequestDecision.next(shortly, with(window(DayOfWeek.SUNDAY))).orElseThrow().at())
        .isEqualTo(Instant.parse("2026-12-20T10:00:00Z"));
    assertThat(RequestDecision.next(shortly, with(window(DayOfWeek.TUESDAY))).orElseThrow().at())
        .isEqualTo(MADE.plus(Duration.ofDays(173)));
  }

  private static RotationWindow window(DayOfWeek day) {
    return new RotationWindow(
        Set.of(day), LocalTime.of(10, 0), LocalTime.of(12, 0), ZoneOffset.UTC);
  }

  private RotationPolicy with(RotationWindow window) {
    return policy.withAutomatic(new AutomaticPolicy(true, Optional.of(window)));
  }

  private Instant startIn(RotationWindow window, int day) {
    assertThat(day).isEqualTo(policy.rotateAt());
    return RequestDecision.next(idle, with(window)).orElseThrow().at();
  }

  private RotationRecord blockedUntil(Instant moment) {
    return idle.withRequest(
        Optional.of(intent.blocked(Outcome.REFUSED, WHY, ASKED, moment, Optional.empty())));
  }

  @Test
  void whatIsBlockedIsTriedAgainTheNextDayAndNotWhereNothingBeginsByItself() {
    RotationRecord blocked = blockedUntil(after(Duration.ofHours(24)));

    assertThat(RequestDecision.next(blocked, policy))
        .contains(at(Step.START, after(Duration.ofHours(24))));
    assertThat(RequestDecision.next(blocked, RotationPolicy.DEFAULT)).isEmpty();
  }

  @Test
  void whoDiedBetweenIntentAndRequestMayHaveAsked() {
    assertThat(next(intent)).isEqualTo(at(Step.STALL, after(Duration.ofMinutes(30))));
    SecretRequest stalled = intent.stalled(WHY, after(Duration.ofMinutes(30)));
    assertThat(stalled.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(next(stalled)).isEqualTo(at(Step.ASK_AGAIN, after(Duration.ofMinutes(30))));
  }

  @ParameterizedTest
  @EnumSource(names = {"OK", "UNKNOWN"})
  void aMessageHasHalfAnHour(Outcome outcome) {
    SecretRequest awaiting = intent.awaiting(outcome, Optional.empty());

    assertThat(next(awaiting)).isEqualTo(at(Step.STALL, after(Duration.ofMinutes(30))));
  }

  @Test
  void amazonsWordCountsForSixHours() {
    SecretRequest stalled =
        intent.awaiting(Outcome.OK, Optional.empty()).stalled(WHY, after(Duration.ofMinutes(30)));

    assertThat(next(stalled)).isEqualTo(at(Step.ASK_AGAIN, after(Duration.ofHours(6))));
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "NOT_SENT"})
  void whereNothingWasMadeTheSameIsTriedAgainWhenItMay(Outcome outcome) {
    SecretRequest again = intent.again(outcome, WHY, after(Duration.ofSeconds(61)));

    assertThat(next(again)).isEqualTo(at(Step.ASK_AGAIN, after(Duration.ofSeconds(61))));
  }

  @Test
  void amazonIsAskedThreeTimesWithin24Hours() {
    SecretRequest second = intent(Optional.of(intent), after(Duration.ofHours(6)));
    SecretRequest third = intent(Optional.of(second), after(Duration.ofHours(12)));
    SecretRequest stalled = third.stalled(WHY, after(Duration.ofHours(13)));

    assertThat(stalled.posts()).hasSize(3);
    assertThat(next(stalled)).isEqualTo(at(Step.ASK_AGAIN, after(Duration.ofHours(24))));
    assertThat(intent(Optional.of(third), after(Duration.ofHours(25))).posts()).hasSize(3);
    assertThat(intent(Optional.of(third), after(Duration.ofHours(31))).posts()).hasSize(2);
  }

  @Test
  void whatWasCertainlyNotSentDoesNotCount() {
    SecretRequest notSent = intent.again(Outcome.NOT_SENT, WHY, after(Duration.ofMinutes(5)));

    assertThat(notSent.posts()).isEmpty();
    assertThat(notSent.isOutstanding()).isFalse();
  }

  @Test
  void whileANewSecretIsWorkedOnNothingIsAsked() {
    RotationJournal journal =
        new RotationJournal(
            "R-7Q2F",
            RotationState.SUSPECT,
            EngineRun.FIRST,
            EngineRun.SECOND,
            ASKED,
            Expiry.ofIssue(ASKED, Duration.ofDays(180), Provenance.CONFIRMED),
            ASKED.plus(Duration.ofDays(7)),
            Trials.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    RotationRecord working = idle.startRotation(journal);

    assertThat(RequestDecision.next(working, policy)).isEmpty();
    SecretRequest throttled = intent.again(Outcome.THROTTLED, WHY, ASKED);
    assertThat(RequestDecision.next(working.withRequest(Optional.of(throttled)), policy)).isEmpty();
    assertThat(working.withRequest(Optional.of(throttled)).rotationState())
        .isEqualTo(RotationState.SUSPECT);
  }

  @Test
  void aSecretThatArrivedAnswersWhatWasAskedBefore() {
    SecretRequest awaiting = intent.awaiting(Outcome.OK, Optional.empty());
    RotationRecord asked = idle.withRequest(Optional.of(awaiting));

    assertThat(asked.withArrival(ASKED.minusSeconds(60)).request()).contains(awaiting);
    RotationRecord answered = asked.withArrival(ASKED.plusSeconds(1));
    assertThat(answered.rotationState()).isEqualTo(RotationState.IDLE);
    assertThat(RequestDecision.next(answered, policy))
        .contains(at(Step.START, after(Duration.ofHours(24))));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OK", "UNKNOWN", "NONE"},
      mode = Mode.INCLUDE)
  void whatMayExistIsNotForgottenWhenAnOlderSecretBecomesCurrent(Outcome outcome) {
    SecretRequest asked =
        outcome == Outcome.NONE ? intent : intent.awaiting(outcome, Optional.empty());
    RotationRecord record = idle.withRequest(Optional.of(asked));
    TrackedSecret older = secret(ASKED.minus(Duration.ofMinutes(1)));
    TrackedSecret newer = secret(ASKED.plusSeconds(1));

    assertThat(record.withNewSecret(older, Optional.empty()).request()).contains(asked);
    assertThat(record.withNewSecret(newer, Optional.empty()).request()).isEmpty();
    RotationRecord moved =
        record
            .withNewSecret(older, Optional.empty())
            .withRequest(Optional.of(asked.stalled(WHY, ASKED)));
    assertThat(RequestDecision.next(moved, policy))
        .contains(at(Step.GIVE_UP, after(Duration.ofDays(8))));
  }

  @Test
  void whatCannotExistIsForgottenWithTheSecretItWasAskedWith() {
    SecretRequest throttled = intent.again(Outcome.THROTTLED, WHY, ASKED);
    RotationRecord record = idle.withRequest(Optional.of(throttled));

    assertThat(record.withNewSecret(secret(MADE.plusSeconds(1)), Optional.empty()).request())
        .isEmpty();
  }

  private static TrackedSecret secret(Instant made) {
    return new TrackedSecret(
        EngineRun.SECOND,
        "2",
        made,
        Optional.of(Expiry.ofIssue(made, Duration.ofDays(180), Provenance.CONFIRMED)));
  }
}
