// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.AutomaticFixture.MOMENT;
import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.audit.Audit;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before Amazon is asked, programs may say no, and it is written down. */
class RequestAnnouncementTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private final RecordingAudit audit = here.audit;

  @BeforeEach
  void forget() {
    audit.events.clear();
  }

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private void begin() {
    at.automatic.begin(APP, Urgency.ASKED, RotationListener.NONE);
  }

  private void refuseByProgram() {
    here.hooks =
        new RotationHooks() {
          @Override
          public List<HookRun> before(HookFacts facts) {
            throw new HalfturnException(
                Problem.of(ErrorCode.FAILED_PRECONDITION, "HOOK_FAILED", "not before monday"));
          }

          @Override
          public List<HookRun> deploy(HookFacts facts) {
            return List.of();
          }

          @Override
          public List<HookRun> after(HookFacts facts) {
            return List.of();
          }
        };
    at.restart();
  }

  @Test
  void whatIsAskedAndEachSecretThatComesIsWrittenDownOnce() {
    here.amazon.queue().duplicateNext(3);
    begin();
    here.clock.advance(MOMENT);
    at.automatic.receive(Duration.ZERO);
    at.automatic.receive(Duration.ZERO);

    assertThat(audit.events)
        .extracting(AuditEvent::action)
        .containsExactly(AuditAction.ROTATION_REQUESTED, AuditAction.ROTATION_RECEIVED);
  }

  @Test
  void amazonIsNotAskedWhereThatCannotBeWrittenDown() {
    audit.broken = true;

    assertThatThrownBy(this::begin)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo(Audit.DEGRADED));
    assertThat(at.issuer.requests()).isZero();
  }

  @Test
  void aProgramMaySayNoToWhoAsks() {
    refuseByProgram();

    assertThatThrownBy(this::begin).isInstanceOf(HalfturnException.class);
    assertThat(at.issuer.requests()).isZero();
  }

  @Test
  void aProgramThatSaysNoBlocksWhatBeginsByItselfForADay() {
    refuseByProgram();
    here.clock.advance(Duration.ofDays(1));

    RequestOutcome outcome = at.wake();

    assertThat(outcome.state()).isEqualTo(RotationState.BLOCKED);
    assertThat(outcome.problem().orElseThrow().reason()).isEqualTo("HOOK_FAILED");
    assertThat(at.issuer.requests()).isZero();
    here.hooks = RotationHooks.NONE;
    at.restart();
    here.clock.advance(Duration.ofDays(1));
    assertThat(at.wake().asked()).isTrue();
  }

  @Test
  void whatSomebodyInsistsOnIsLookedOverWithoutClockAndLastRotation() {
    assertThat(at.automatic.preflight(APP, Urgency.ASKED))
        .extracting(IssuerCheck::name)
        .contains("the clock", "the last rotation");
    assertThat(at.automatic.preflight(APP, Urgency.FORCED))
        .extracting(IssuerCheck::name)
        .contains("the store")
        .doesNotContain("the clock", "the last rotation");
  }
}
