// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.AutomaticFixture.MOMENT;
import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.SecretRequest.State;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new secret that waits in the queue, because the store does not take it, or not yet there. */
class SecretInQueueTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private final SecretValue first = here.current();
  private boolean denied;
  private int recordWrites;

  SecretInQueueTest() {
    here.storeWrapper =
        store ->
            WriteHook.before(
                store,
                name -> {
                  if (name.equals(CredentialNames.rotation(APP))) {
                    recordWrites++;
                  }
                  if (denied && name.equals(CredentialNames.inbox(APP))) {
                    throw new HalfturnException(
                        Problem.of(ErrorCode.PERMISSION_DENIED, "no right to write the inbox"));
                  }
                });
    at.restart();
  }

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private void begin(Urgency urgency) {
    at.automatic.begin(APP, urgency, RotationListener.NONE);
  }

  private void assertRefused(String reason, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private Notice told() {
    return here.mail.sent().stream()
        .filter(notice -> notice.occasion().startsWith("stuck-"))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  @Test
  void amazonIsNotAskedTwiceWhileTheAnswerToTheFirstRequestWaitsInTheQueue() {
    begin(Urgency.ASKED);
    here.clock.advance(MOMENT);
    denied = true;

    at.pass(Duration.ofHours(30), Duration.ofMinutes(5));

    assertThat(at.issuer.requests()).isOne();
    assertThat(at.request().orElseThrow().state()).isEqualTo(State.STALLED);
    denied = false;
    at.pass(Duration.ofMinutes(10), Duration.ofMinutes(5));
    assertThat(here.current()).isEqualTo(at.newest()).isNotEqualTo(first);
    assertThat(at.issuer.requests()).isOne();
  }

  @Test
  void norWhereNobodyKnowsWhetherItTookTheFirstRequest() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.loseAnswer(), 1);
    begin(Urgency.ASKED);
    here.clock.advance(MOMENT);
    denied = true;
    at.receive();
    denied = false; // or else the preflight would keep it from asking
    at.issuer.effects =
        where -> {
          if (where.equals("after receiving")) {
            denied = true;
          }
        };

    for (int i = 0; i < 60; i++) {
      here.clock.advance(Duration.ofMinutes(1));
      at.automatic.receive(Duration.ZERO);
      denied = false;
      at.wake();
    }

    assertThat(at.issuer.requests()).isOne();
    at.issuer.effects = where -> {};
    at.pass(Duration.ofMinutes(10), Duration.ofMinutes(1));
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void aMessageThatComesBackIsNoReasonToWriteTheRecordEachTime() {
    denied = true;
    here.app.rotateInConsole();
    at.automatic.receive(Duration.ZERO);
    int writes = recordWrites;

    for (int i = 0; i < 12; i++) {
      here.clock.advance(Duration.ofMinutes(5));
      at.automatic.receive(Duration.ZERO);
    }

    assertThat(recordWrites).isEqualTo(writes);
  }

  @Test
  void whoMayNotWriteTheInboxIsNotReadyAndAmazonIsNotAsked() {
    denied = true;

    List<IssuerCheck> checks = at.automatic.preflight(APP);

    assertThat(checks)
        .filteredOn(check -> check.verdict() == Verdict.BLOCKED)
        .extracting(IssuerCheck::name)
        .containsExactly("the inbox");
    assertRefused("PERMISSION_DENIED", () -> begin(Urgency.FORCED));
    assertThat(at.issuer.requests()).isZero();
  }

  @Test
  void thePreflightLeavesTheInboxAsItIs() {
    at.automatic.preflight(APP);
    assertThat(here.stored(CredentialNames.inbox(APP)).orElseThrow().revealUtf8())
        .isEqualTo("{\"v\":1,\"items\":[]}");

    here.putInInbox(
        SecretValue.ofUtf8("amzn1.oa2-cs.v1.kept"),
        here.clock.instant(),
        InboxItem.State.KEPT,
        here.clock.instant().plus(Duration.ofDays(100)));
    Inbox before = here.inbox();
    at.automatic.preflight(APP);
    assertThat(here.inbox()).isEqualTo(before);
  }

  @Test
  void anInboxIsNotWrittenForNothingWhereNobodyWouldNoticeThatASecretCameBetween() {
    here.putInInbox(
        SecretValue.ofUtf8("amzn1.oa2-cs.v1.kept"),
        here.clock.instant(),
        InboxItem.State.KEPT,
        here.clock.instant().plus(Duration.ofDays(100)));
    UnaryOperator<SecretStore> denying = here.storeWrapper;
    here.storeWrapper = store -> StoreView.plain(denying.apply(store));
    at.restart();
    denied = true;

    assertThat(at.automatic.preflight(APP))
        .extracting(IssuerCheck::verdict)
        .containsOnly(Verdict.IN_ORDER);
  }

  @Test
  void aSecretNobodyAskedForKeepsFromAskingForAnotherAndSaysWhy() {
    denied = true;
    here.app.rotateInConsole();
    at.receive();
    denied = false;

    assertRefused("SECRET_NOT_STORED", () -> begin(Urgency.ASKED));
    RequestOutcome outcome = at.automatic.goOn(APP);
    assertThat(outcome.state()).isEqualTo(RotationState.BLOCKED);
    assertThat(outcome.problem().orElseThrow().reason()).isEqualTo("SECRET_NOT_STORED");
    assertThat(outcome.problem().orElseThrow().message())
        .contains("waits in the queue")
        .contains("no right to write the inbox");
    assertThat(here.tracker().status(APP).conditions())
        .extracting(Condition::type)
        .contains(Condition.SECRET_NOT_STORED)
        .doesNotContain(Condition.BLOCKED);
    assertThat(told().body())
        .contains("a new secret waits in the queue, and the store does not take it")
        .doesNotContain("Nothing has changed");
    assertThat(at.issuer.requests()).isZero();

    here.clock.advance(Duration.ofMinutes(5));
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void whoInsistsMayAskAllTheSame() {
    denied = true;
    here.app.rotateInConsole();
    at.receive();
    denied = false;
    here.clock.advance(MOMENT);

    begin(Urgency.FORCED);

    assertThat(at.issuer.requests()).isOne();
  }

  @Test
  void nothingIsPutInPlaceUntriedWhileAnAnswerIsAwaited() {
    SecretValue second = here.pressButton();
    at.receive();
    here.clock.advance(Duration.ofDays(8));
    at.receive();
    here.clock.advance(MOMENT);
    begin(Urgency.ASKED);
    int audited = here.audit.events.size();

    assertRefused("ROTATION_UNDER_WAY", () -> at.rotator().replace(APP, first, Map.of()));
    assertRefused("ROTATION_UNDER_WAY", () -> at.rotator().rollback(APP, (plan, result) -> true));
    assertThat(here.current()).isEqualTo(second);
    assertThat(here.audit.events).hasSize(audited);
    at.rotator().replace(APP, second, Map.of());

    here.clock.advance(MOMENT);
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest()).isNotEqualTo(second);
  }
}
