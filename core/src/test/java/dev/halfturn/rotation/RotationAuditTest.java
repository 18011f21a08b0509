// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written down about rotations. */
class RotationAuditTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private List<AuditAction> actions() {
    return here.audit.events.stream().map(AuditEvent::action).toList();
  }

  @Test
  void eachStepOfARotationIsWrittenDown() {
    here.rotator().request(APP, RotationListener.NONE);
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(9));
    here.resume();

    assertThat(actions())
        .containsExactly(
            AuditAction.ROTATION_REQUESTED,
            AuditAction.ROTATION_RECEIVED,
            AuditAction.ROTATION_PROMOTED,
            AuditAction.ROTATION_CONFIRMED,
            AuditAction.ROTATION_SETTLED);
  }

  @Test
  void theSecretIsNamedByItsFingerprintAndNeverShown() {
    SecretValue secret = here.pressButton();
    RotationOutcome outcome = here.accept(secret);

    String candidate = outcome.candidate().orElseThrow().shortForm();
    assertThat(here.audit.events)
        .extracting(AuditEvent::fingerprint)
        .containsOnly(Optional.of(candidate));
    assertThat(here.audit.events.toString()).doesNotContain(secret.revealUtf8());
  }

  @Test
  void theWayBackIsWrittenDownBeforeItIsGone() {
    here.accept(here.pressButton());
    here.audit.events.clear();

    here.rotator().rollback(APP, (plan, result) -> true);

    assertThat(actions()).containsExactly(AuditAction.ROTATION_ROLLED_BACK);
  }

  @Test
  void withoutAnAuditThereIsNoWayBack() {
    here.accept(here.pressButton());
    SecretValue current = here.current();
    Map<String, SecretValue> before = Map.of("current", current);
    here.audit.broken = true;

    assertThatThrownBy(() -> here.rotator().rollback(APP, (plan, result) -> true))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("AUDIT_DEGRADED"));

    assertThat(Map.of("current", here.current())).isEqualTo(before);
    assertThat(here.rotator().resume(APP).kind()).isEqualTo(Kind.NOTHING_TO_DO);
  }

  @Test
  void withoutAnAuditNobodyIsSentToTheConsole() {
    here.audit.broken = true;

    assertThatThrownBy(() -> here.rotator().request(APP, RotationListener.NONE))
        .isInstanceOf(HalfturnException.class);
  }

  @Test
  void withoutAnAuditASecretThatExistsIsTakenInAllTheSame() {
    here.audit.broken = true;

    assertThat(here.accept(here.pressButton()).kind()).isEqualTo(Kind.FINISHED);
  }

  @Test
  void anAuditThatCannotBeWrittenIsShown() {
    here.audit.broken = true;

    Stream<String> conditions =
        here.tracker().status(APP).conditions().stream().map(Condition::type);

    assertThat(conditions).contains(Condition.AUDIT_DEGRADED);
  }

  @Test
  void anAcknowledgementIsWrittenDownWithItsReason() {
    here.tracker()
        .acknowledge(
            APP, Optional.of(here.clock.instant().plus(Duration.ofDays(3))), "after the freeze");

    assertThat(here.audit.events).hasSize(1);
    assertThat(here.audit.events.get(0).detail()).endsWith("after the freeze");
  }
}
