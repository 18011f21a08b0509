// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new secret that is neither refused nor put in place: people hear of it once. */
class HeldSecretTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private List<Notice> told() {
    return here.mail.sent().stream()
        .filter(notice -> notice.occasion().startsWith("refused-"))
        .toList();
  }

  private void aHookSaysNo() {
    here.hooks =
        new RotationHooks() {
          @Override
          public List<HookRun> before(HookFacts facts) {
            throw new HalfturnException(
                Problem.of(
                    ErrorCode.FAILED_PRECONDITION, "HOOK_FAILED", "hook 'pre/10-hook' failed"));
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
  }

  private void passRefusing(Duration time) {
    Instant end = here.clock.instant().plus(time);
    while (here.clock.instant().isBefore(end)) {
      here.clock.advance(Duration.ofMinutes(10));
      assertThatThrownBy(here::resume).hasMessageContaining("10-hook");
    }
  }

  @Test
  void isToldOnceWhereAHookHoldsItBack() {
    aHookSaysNo();
    SecretValue fresh = here.pressButton();
    assertThatThrownBy(() -> here.accept(fresh)).hasMessageContaining("10-hook");
    passRefusing(Duration.ofMinutes(70));
    assertThat(told()).isEmpty();

    passRefusing(Duration.ofHours(6));

    assertThat(told()).hasSize(1);
    Notice notice = told().get(0);
    assertThat(notice.severity()).isEqualTo(Severity.WARNING);
    assertThat(notice.subject()).isEqualTo("erp: the new LWA client secret does not get on");
    assertThat(notice.body())
        .contains("is not in use yet")
        .contains("hook 'pre/10-hook' failed")
        .contains("halfturn rotate erp --resume")
        .contains(here.record().journal().orElseThrow().rotationId())
        .doesNotContain("refuses");

    here.hooks = RotationHooks.NONE;
    here.clock.advance(Duration.ofMinutes(10));
    here.resume();
    assertThat(here.current()).isEqualTo(fresh);
    assertThat(here.mail.sent())
        .extracting(Notice::subject)
        .contains("erp: the LWA client secret was rotated");
  }

  @Test
  void isToldOnceWhereAmazonSaysNothing() {
    here.policy = here.policy.withReminders(here.policy.reminders().withLanguage(Locale.GERMAN));
    here.outage = true;
    here.accept(here.pressButton());

    for (int minutes = 0; minutes < 400; minutes += 10) {
      here.clock.advance(Duration.ofMinutes(10));
      here.resume();
    }

    assertThat(told()).hasSize(1);
    assertThat(told().get(0).body()).contains("noch nicht in Gebrauch").contains("no answer");
  }

  @Test
  void saysSoWhereItIsInPlaceAndNotProvedThere() {
    Rotator cut =
        new Rotator(
            here.context(), here::attempt, app -> here.outage = true, here.tracker()::check);
    cut.accept("erp", here.pressButton());
    assertThat(here.record().rotationState()).isEqualTo(RotationState.PROMOTED);

    here.clock.advance(Duration.ofMinutes(80));
    here.tracker().check("erp");

    assertThat(told().get(0).body()).contains("is in place, and not proved there yet");
  }
}
