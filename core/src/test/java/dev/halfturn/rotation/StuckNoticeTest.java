// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people read of an automatic rotation that does not get on. */
class StuckNoticeTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;

  @AfterEach
  void close() {
    at.close();
  }

  private Notice told() {
    return here.mail.sent().stream()
        .filter(notice -> notice.occasion().startsWith("stuck-"))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private void block() {
    here.amazon.faults().order(Endpoint.ROTATE, Fault.spApiError(400, "No", "no", ""));
    here.clock.advance(Duration.ofDays(1));
    at.wake();
  }

  @Test
  void saysWhatIsTheMatterAndWhatToDo() {
    block();

    Notice notice = told();
    assertThat(notice.subject()).isEqualTo("erp: the automatic rotation does not get on");
    assertThat(notice.severity()).isEqualTo(Severity.WARNING);
    assertThat(notice.body())
        .contains("could not begin. Nothing has changed.")
        .contains("amazon answers 400")
        .contains("halfturn doctor")
        .contains("halfturn rotate erp")
        .contains(at.request().orElseThrow().rotationId());
  }

  @Test
  void saysThatASecretMayHaveBeenMadeThatHasNotArrived() {
    here.app.planNextSecret("lost");
    at.oracles.excuse("lost");
    here.amazon.queue().loseNext(1000);
    here.clock.advance(Duration.ofDays(1));
    at.wake();

    at.pass(Duration.ofMinutes(31), Duration.ofMinutes(1));

    assertThat(told().body())
        .contains("and none has arrived")
        .contains("it ends the current secret within 7 days")
        .contains("Amazon took the request, and no new secret has arrived");
    assertThat(here.tracker().status(APP).rotation().lastError())
        .contains("Amazon took the request, and no new secret has arrived");
    assertThat(here.tracker().status(APP).conditions())
        .extracting(Condition::type)
        .contains(Condition.STALLED);
  }

  @Test
  void isThereInGermanToo() {
    here.policy = here.policy.withReminders(here.policy.reminders().withLanguage(Locale.GERMAN));
    at.restart();

    block();

    assertThat(told().subject()).isEqualTo("erp: die automatische Rotation kommt nicht voran");
    assertThat(told().body()).contains("Es hat sich nichts geändert.").contains("Nachsehen");
  }

  @Test
  void isToldOnceMoreWhereItBeginsAgainForAnotherReason() {
    block();
    String before = told().occasion();
    here.amazon.faults().clear();
    here.amazon.advance(Duration.ofMinutes(10));
    at.pass(Duration.ofHours(25), Duration.ofHours(1));

    assertThat(told().occasion()).isNotEqualTo(before);
    assertThat(told().body()).contains("this computer''s clock differs".replace("''", "'"));
  }
}
