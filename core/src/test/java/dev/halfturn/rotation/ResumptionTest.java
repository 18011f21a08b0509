// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is foreseen is what is then done. */
class ResumptionTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private ResumeStep preview() {
    return here.rotator().preview(APP);
  }

  @Test
  void thereIsNothingToDoWithoutARotationAndNothingIsWritten() {
    assertThat(preview()).isEqualTo(ResumeStep.NOTHING);
    assertThat(here.stored(CredentialNames.rotation(APP))).isEmpty();
  }

  @Test
  void aSecretThatIsNotAcceptedYetIsTriedAgainWhenItIsTime() {
    SecretValue fresh = here.pressButton();
    here.outage = true;
    RotationOutcome outcome = here.accept(fresh);

    assertThat(preview()).isEqualTo(ResumeStep.WAIT);
    here.clock.set(outcome.retryAt().orElseThrow());
    assertThat(preview()).isEqualTo(ResumeStep.TEST);
    here.outage = false;
    here.resume();
    assertThat(here.current()).isEqualTo(fresh);
  }

  @Test
  void aSecretOfWhichNoJournalKnowsIsTried() {
    SecretValue fresh = here.pressButton();
    here.outage = true;
    here.accept(fresh);
    here.store.delete(CredentialNames.rotation(APP));

    assertThat(preview()).isEqualTo(ResumeStep.TEST);
  }

  @Test
  void aSecretInPlaceIsConfirmed() {
    SecretValue fresh = here.pressButton();
    here.outage = true;
    here.accept(fresh);
    here.put(CredentialNames.clientSecret(APP), fresh.revealUtf8());

    assertThat(preview()).isEqualTo(ResumeStep.CONFIRM);
  }

  @Test
  void aFinishedRotationIsClearedUpWhenTheOldSecretHasEnded() {
    here.accept(here.pressButton());

    assertThat(preview()).isEqualTo(ResumeStep.NOTHING);
    here.clock.advance(Duration.ofDays(8).plusSeconds(1));
    assertThat(preview()).isEqualTo(ResumeStep.CLEAR_UP);
    assertThat(here.previous()).isPresent();
    here.resume();
    assertThat(here.previous()).isEmpty();
    assertThat(preview()).isEqualTo(ResumeStep.NOTHING);
  }

  @Test
  void anOlderSecretThatWasPutBackIsReplacedAgain() {
    SecretValue old = here.current();
    SecretValue fresh = here.pressButton();
    here.accept(fresh);
    here.put(CredentialNames.clientSecret(APP), old.revealUtf8());

    assertThat(preview()).isEqualTo(ResumeStep.PUT_BACK);
    here.resume();
    assertThat(here.current()).isEqualTo(fresh);
  }

  @Test
  void aSecretThatIsRefusedForGoodIsGivenUp() {
    here.accept(SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0".repeat(64)));
    here.clock.advance(Duration.ofDays(8));

    assertThat(preview()).isEqualTo(ResumeStep.GIVE_UP);
    assertThat(here.resume().kind()).isEqualTo(RotationOutcome.Kind.NOTHING_TO_DO);
    assertThat(preview()).isEqualTo(ResumeStep.NOTHING);
  }
}
