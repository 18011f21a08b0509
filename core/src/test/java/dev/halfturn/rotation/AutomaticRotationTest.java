// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.AutomaticFixture.MOMENT;
import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.SecretRequest.Outcome;
import dev.halfturn.rotation.SecretRequest.State;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Rules;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An automatic rotation from its beginning to its end, and whatever goes wrong on the way. */
class AutomaticRotationTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private final SecretValue first = here.current();

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private List<String> subjects() {
    return here.mail.sent().stream().map(Notice::subject).toList();
  }

  private void assertRefused(String reason, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private RequestOutcome begin() {
    return at.automatic.begin(APP, Urgency.ASKED, RotationListener.NONE);
  }

  private RequestOutcome force() {
    return at.automatic.begin(APP, Urgency.FORCED, RotationListener.NONE);
  }

  @Test
  void beginsOnItsDayAndEndsWithTheNewSecretInPlace() {
    assertThat(at.wake().state()).isEqualTo(RotationState.IDLE);
    assertThat(at.automatic.startsAt(APP)).contains(here.clock.instant().plus(Duration.ofDays(1)));
    here.clock.advance(Duration.ofDays(1));

    RequestOutcome outcome = at.wake();

    assertThat(outcome.asked()).isTrue();
    assertThat(outcome.state()).isEqualTo(RotationState.AWAITING);
    assertThat(here.current()).isEqualTo(first);
    here.clock.advance(MOMENT);
    Reception reception = at.receive();
    assertThat(reception.apps()).containsExactly(APP);
    assertThat(here.current()).isEqualTo(at.newest()).isNotEqualTo(first);
    assertThat(here.previous()).contains(first);
    assertThat(here.amazon.queue().size()).isZero();
    assertThat(at.issuer.requests()).isOne();
    assertThat(here.record().journal().orElseThrow().rotationId())
        .isEqualTo(outcome.rotationId().orElseThrow());
    assertThat(here.record().current().expiry().orElseThrow().source())
        .isEqualTo(Provenance.CONFIRMED);
    assertThat(at.request()).isEmpty();
    assertThat(subjects()).contains("erp: the LWA client secret was rotated");

    at.pass(Duration.ofDays(9), Duration.ofHours(6));
    assertThat(here.previous()).isEmpty();
    assertThat(here.inbox().items()).isEmpty();
    assertThat(at.issuer.requests()).isOne();
    assertThat(subjects()).filteredOn(text -> text.contains("was rotated")).hasSize(1);
  }

  @Test
  void tellsItsStepsAndCanBeAskedForBeforeItsDay() {
    at.automatic.begin(APP, Urgency.ASKED, here.steps::add);

    assertThat(here.steps)
        .extracting(RotationListener.Step::text)
        .containsExactly("preflight: 7 checks in order", "asked Amazon for a new secret");
    assertThat(begin().asked()).isFalse();
    assertThat(at.issuer.requests()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void aRefusalBlocksUntilTheNextDayAndIsToldOnce(int status) {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.spApiError(status, "No", "no", ""));
    here.clock.advance(Duration.ofDays(1));

    RequestOutcome outcome = at.wake();

    assertThat(outcome.state()).isEqualTo(RotationState.BLOCKED);
    assertThat(outcome.problem().orElseThrow().reason()).isEqualTo("NOT_ENROLLED");
    at.pass(Duration.ofHours(23), Duration.ofHours(1));
    assertThat(at.issuer.requests()).isOne();
    at.pass(Duration.ofHours(2), Duration.ofHours(1));
    assertThat(at.issuer.requests()).isEqualTo(2);
    assertThat(subjects()).filteredOn(text -> text.contains("does not get on")).hasSize(1);
    assertThat(here.tracker().status(APP).conditions())
        .extracting(Condition::type)
        .contains(Condition.BLOCKED);

    here.amazon.faults().clear();
    assertThat(begin().state()).isEqualTo(RotationState.AWAITING);
    here.clock.advance(MOMENT);
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void throttledWaitsAMinuteAndIsAskedAgainUnderTheSameIntent() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.throttle(Optional.empty()), 1);
    here.clock.advance(Duration.ofDays(1));
    RequestOutcome throttled = at.wake();
    assertThat(throttled.state()).isEqualTo(RotationState.REQUESTING);

    here.clock.advance(Duration.ofSeconds(59));
    assertThat(at.wake().asked()).isFalse();
    here.clock.advance(Duration.ofSeconds(3));
    RequestOutcome again = at.wake();

    assertThat(again.state()).isEqualTo(RotationState.AWAITING);
    assertThat(again.rotationId()).isEqualTo(throttled.rotationId());
    assertThat(at.issuer.requests()).isEqualTo(2);
  }

  @Test
  void throttledThreeTimesIsEnoughForADay() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.throttle(Optional.empty()));
    here.clock.advance(Duration.ofDays(1));

    at.pass(Duration.ofHours(20), Duration.ofMinutes(2));

    assertThat(at.issuer.requests()).isEqualTo(3);
    assertThat(at.request().orElseThrow().state()).isEqualTo(State.BLOCKED);
    assertRefused("ASKED_TOO_OFTEN", this::begin);
    assertThat(force().asked()).isTrue();
  }

  @Test
  void whereNoMessageComesPeopleAreToldAndAmazonIsAskedAgainOnlyAfterSixHours() {
    here.amazon.queue().loseNext(1000);
    for (String lost : List.of("lost-1", "lost-2", "lost-3")) {
      here.app.planNextSecret(lost);
      at.oracles.excuse(lost);
    }
    here.clock.advance(Duration.ofDays(1));
    at.wake();

    at.pass(Duration.ofMinutes(29), Duration.ofMinutes(1));
    assertThat(at.request().orElseThrow().state()).isEqualTo(State.AWAITING);
    at.pass(Duration.ofMinutes(2), Duration.ofMinutes(1));
    assertThat(at.request().orElseThrow().state()).isEqualTo(State.STALLED);
    assertThat(subjects()).filteredOn(text -> text.contains("does not get on")).hasSize(1);
    at.pass(Duration.ofMinutes(325), Duration.ofMinutes(5));
    assertThat(at.issuer.requests()).isOne();

    at.pass(Duration.ofHours(17), Duration.ofMinutes(10));
    assertThat(at.issuer.requests()).isEqualTo(3);
  }

  @Test
  void aLostAnswerIsNoReasonToAskTwice() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.loseAnswer(), 1);
    here.clock.advance(Duration.ofDays(1));

    RequestOutcome outcome = at.wake();

    assertThat(outcome.state()).isEqualTo(RotationState.AWAITING);
    assertThat(at.request().orElseThrow().outcome()).isEqualTo(Outcome.UNKNOWN);
    at.pass(Duration.ofMinutes(5), Duration.ofMinutes(1));
    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(here.app.issuedSecrets()).hasSize(2);
  }

  @Test
  void thatNothingComesOfTheSecondRequestSaysNothingOfTheFirst() {
    here.app.planNextSecret("lost");
    at.oracles.excuse("lost");
    here.amazon.queue().loseNext(1000);
    here.amazon.faults().order(Endpoint.ROTATE, Fault.loseAnswer(), 1);
    here.clock.advance(Duration.ofDays(1));
    at.wake();
    here.amazon.faults().order(Endpoint.ROTATE, Fault.spApiError(403, "No", "no", ""));

    at.pass(Duration.ofMinutes(40), Duration.ofMinutes(5));

    assertThat(at.issuer.requests()).isEqualTo(2);
    SecretRequest asked = at.request().orElseThrow();
    assertThat(asked.state()).isEqualTo(State.STALLED);
    assertThat(asked.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertRefused(
        "ROTATION_UNDER_WAY",
        () -> at.rotator().replace(APP, SecretValue.ofUtf8("another"), Map.of()));
    at.pass(Duration.ofHours(23), Duration.ofMinutes(30));
    assertThat(at.issuer.requests()).isEqualTo(2);
  }

  @Test
  void aRequestThatNeverArrivedIsSentAgainAfterHalfAnHour() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.status(500), 1);
    here.clock.advance(Duration.ofDays(1));
    at.wake();

    at.pass(Duration.ofMinutes(29), Duration.ofMinutes(1));
    assertThat(at.issuer.requests()).isOne();
    at.pass(Duration.ofMinutes(3), Duration.ofMinutes(1));

    assertThat(at.issuer.requests()).isEqualTo(2);
    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(here.app.issuedSecrets()).hasSize(2);
  }

  @Test
  void nothingIsAskedWhereThePreflightFindsSomethingAndEachThingIsNamed() {
    at.issuer.checks =
        List.of(
            blocked("retention of queue new-secrets", "it keeps messages for 4 days only"),
            new IssuerCheck(
                "age alarm",
                Verdict.ADVICE,
                Optional.of(Problem.of(ErrorCode.FAILED_PRECONDITION, "there is none"))),
            blocked("policy of queue new-secrets", "others may send to it"));

    assertThatThrownBy(this::begin)
        .hasMessageContaining("retention of queue new-secrets: it keeps messages for 4 days only")
        .hasMessageContaining("policy of queue new-secrets: others may send to it")
        .hasMessageNotContaining("age alarm");
    assertThat(at.automatic.preflight(APP)).hasSize(9);
    here.clock.advance(Duration.ofDays(1));
    assertThat(at.wake().state()).isEqualTo(RotationState.BLOCKED);
    assertThat(at.issuer.requests()).isZero();
    assertThat(here.app.issuedSecrets()).hasSize(1);
  }

  @Test
  void whoMayNotLookAtTheQueueIsToldAndWhoCannotJustNowTriesAgain() {
    here.clock.advance(Duration.ofDays(1));
    at.issuer.blind = Optional.of(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));
    assertThatThrownBy(at::wake).hasMessage("no answer");
    assertThat(at.request()).isEmpty();

    for (int minutes = 5; minutes < 60; minutes += 5) {
      here.clock.advance(Duration.ofMinutes(5));
      assertThatThrownBy(at::wake).hasMessage("no answer");
    }
    here.clock.advance(Duration.ofMinutes(5));
    assertThat(at.wake().state()).isEqualTo(RotationState.BLOCKED);
    assertThat(subjects()).filteredOn(text -> text.contains("does not get on")).hasSize(1);
    here.clock.advance(Duration.ofHours(1));

    at.issuer.blind = Optional.of(Problem.of(ErrorCode.PERMISSION_DENIED, "you may not look"));
    assertThat(at.wake().state()).isEqualTo(RotationState.BLOCKED);
    assertThat(at.request().orElseThrow().trouble().orElseThrow().text())
        .contains("the queue: you may not look");
    assertThat(at.issuer.requests()).isZero();
  }

  @Test
  void whoeverLooksAtTheSameTimeIsNoReasonNotToAsk() {
    SecretName probe = CredentialNames.clientSecret(APP).child("probe");
    boolean[] met = {false};
    here.storeWrapper =
        store ->
            WriteHook.around(
                store,
                (method, name) -> {
                  if (method.equals("find") && name.equals(probe) && !met[0]) {
                    met[0] = true;
                    store.put(probe, SecretValue.ofUtf8("another's"));
                  }
                });
    at.restart();

    assertThat(begin().state()).isEqualTo(RotationState.AWAITING);
    assertThat(met[0]).isTrue();
  }

  @Test
  void anExchangeThatIsRefusedIsAReasonNotToAsk() {
    here.clock.advance(Duration.ofDays(1));
    here.amazon.faults().order(Endpoint.TOKEN, Fault.lwaError(400, "invalid_scope", "not for you"));

    assertThat(at.wake().state()).isEqualTo(RotationState.BLOCKED);
    assertThat(at.issuer.requests()).isZero();
  }

  private static IssuerCheck blocked(String name, String message) {
    return new IssuerCheck(
        name,
        Verdict.BLOCKED,
        Optional.of(Problem.of(ErrorCode.FAILED_PRECONDITION, "QUEUE_UNFIT", message)));
  }

  @Test
  void nobodyIsEverToldIsAReasonNotToAsk() {
    AutomaticFixture untold = new AutomaticFixture();
    try (untold) {
      untold.here.store.put(
          dev.halfturn.secrets.CredentialNames.rotation(APP),
          RecordCodec.encode(untold.here.record().withoutNotifier("mail")));
      assertRefused(
          "NOBODY_TOLD", () -> untold.automatic.begin(APP, Urgency.FORCED, RotationListener.NONE));
      assertThat(untold.issuer.requests()).isZero();
    }
  }

  @Test
  void anUntrustedClockKeepsFromAskingUnlessForced() {
    here.amazon.advance(Duration.ofMinutes(6));

    assertRefused(Condition.CLOCK_UNTRUSTED, this::begin);
    assertThat(at.issuer.requests()).isZero();
    assertThat(force().state()).isEqualTo(RotationState.AWAITING);
    here.clock.advance(MOMENT);
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void withinSevenDaysOfTheLastRotationOnlyWhoInsistsGetsASecret() {
    begin();
    here.clock.advance(MOMENT);
    at.receive();
    here.clock.advance(Duration.ofDays(6));

    assertRefused("ROTATED_RECENTLY", this::begin);
    assertThat(at.wake().asked()).isFalse();
    assertThat(at.issuer.requests()).isOne();
    assertThat(force().asked()).isTrue();
    here.clock.advance(MOMENT);
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void refusedForTenMinutesThenAcceptedIsNoSetback() {
    here.amazon.rules(Rules.defaults().withActivationDelay(Duration.ofMinutes(10)));
    begin();

    at.pass(Duration.ofMinutes(9), Duration.ofMinutes(1));
    assertThat(here.current()).isEqualTo(first);
    assertThat(here.record().rotationState()).isEqualTo(RotationState.SUSPECT);
    at.pass(Duration.ofMinutes(20), Duration.ofMinutes(1));

    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(at.issuer.requests()).isOne();
  }

  @Test
  void aWindowHoldsTheBeginningBackAndFromTheLatestDayOnItDoesNot() {
    RotationWindow window =
        new RotationWindow(
            java.util.Set.of(java.time.DayOfWeek.TUESDAY),
            java.time.LocalTime.of(9, 0),
            java.time.LocalTime.of(16, 0),
            java.time.ZoneId.of("Europe/Berlin"));
    here.policy = here.policy.withAutomatic(new AutomaticPolicy(true, Optional.of(window)));
    at.restart();
    Instant due = here.clock.instant().plus(Duration.ofDays(1));

    Instant start = at.automatic.startsAt(APP).orElseThrow();
    assertThat(start).isEqualTo(Instant.parse("2026-12-01T08:00:00Z")).isAfter(due);
    here.clock.set(start.minusSeconds(1));
    assertThat(at.wake().asked()).isFalse();
    here.clock.set(start);
    assertThat(at.wake().asked()).isTrue();
  }

  @Test
  void nothingBeginsByItselfUnlessThatIsEnabled() {
    here.policy = RotationPolicy.DEFAULT;
    at.restart();
    here.clock.advance(Duration.ofDays(20));

    assertThat(at.wake().asked()).isFalse();
    assertThat(at.automatic.startsAt(APP)).isEmpty();
    assertThat(at.automatic.dueAt(APP)).isPresent();
    assertThat(begin().asked()).isTrue();
  }

  @Test
  void theOldSecretsLastSecondIsEarlyEnough() {
    begin();
    here.clock.advance(Duration.ofDays(7).minusSeconds(1));

    at.receive();

    assertThat(here.current()).isEqualTo(at.newest());
    here.clock.advance(Duration.ofSeconds(2));
    assertThat(here.app.accepts(here.current().revealUtf8())).isTrue();
  }

  @Test
  void lookingClearsNothingUpAndBeginningDoes() {
    at.rotator().accept(APP, here.pressButton());
    here.clock.advance(Duration.ofDays(9));
    Instant now = here.clock.instant();
    for (int i = 0; !here.inbox().isFull(); i++) {
      here.putInInbox(
          SecretValue.ofUtf8("amzn1.oa2-cs.v1.dead-" + i),
          now.minus(Duration.ofDays(200)),
          InboxItem.State.KEPT,
          now.minus(Duration.ofDays(20)));
    }

    assertThat(at.automatic.preflight(APP))
        .allMatch(check -> check.verdict() == IssuerCheck.Verdict.IN_ORDER);

    assertThat(here.previous()).isPresent();
    assertThat(here.inbox().isFull()).isTrue();
    at.automatic.begin(APP, Urgency.ASKED, RotationListener.NONE);
    assertThat(here.previous()).isEmpty();
    assertThat(at.issuer.requests()).isOne();
  }
}
