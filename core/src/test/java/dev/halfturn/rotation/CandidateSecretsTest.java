// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader tries when Amazon refuses the current secret. */
class CandidateSecretsTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private CandidateSecrets read() {
    return CandidateSecrets.read(here.secrets(), APP, here.clock.instant());
  }

  @Test
  void beforeAnyRotationThereIsOnlyTheCurrentOne() {
    assertThat(read().current()).isEqualTo(here.current());
    assertThat(read().inbox()).isEmpty();
    assertThat(read().previous()).isEmpty();
  }

  @Test
  void theInboxComesNewestFirst() {
    here.outage = true;
    SecretValue first = here.pressButton();
    here.accept(first);
    here.clock.advance(Duration.ofMinutes(1));
    SecretValue second = here.pressButton();
    here.accept(second);

    assertThat(read().inbox()).containsExactly(second, first);
  }

  @Test
  void whatAmazonRefusesIsMarkedUntilItAccepts() {
    here.amazon.rules(here.amazon.rules().withActivationDelay(Duration.ofMinutes(1)));
    SecretValue slow = here.pressButton();
    here.accept(slow);
    assertThat(read().inbox()).containsExactly(slow);
    assertThat(read().refused()).containsExactly(slow);

    here.clock.advance(Duration.ofMinutes(1));
    here.resume();
    assertThat(read().inbox()).containsExactly(slow);
    assertThat(read().refused()).isEmpty();
  }

  @Test
  void thePreviousOneIsThereUntilItIsDeadForADay() {
    SecretValue old = here.current();
    here.accept(here.pressButton());

    here.clock.set(START.plus(Duration.ofDays(8)).minusMillis(1));
    assertThat(read().previous()).contains(old);
    here.clock.set(START.plus(Duration.ofDays(8)));
    assertThat(read().previous()).isEmpty();
  }

  @Test
  void aPreviousOneOfUnknownAgeIsThere() {
    here.put(CredentialNames.previous(APP), "put here by somebody");
    assertThat(read().previous()).isPresent();
    here.tracker().check(APP);
    assertThat(read().previous()).isPresent();
  }

  @Test
  void aPreviousOneThatIsNotTheDeadOneIsThere() {
    here.accept(here.pressButton());
    here.put(CredentialNames.previous(APP), "put here by somebody");
    here.clock.set(START.plus(Duration.ofDays(9)));

    assertThat(read().previous()).contains(SecretValue.ofUtf8("put here by somebody"));
  }

  @Test
  void damageElsewhereDoesNotHinderAReader() {
    here.put(CredentialNames.inbox(APP), "damaged");
    here.put(CredentialNames.rotation(APP), "damaged");
    here.put(CredentialNames.previous(APP), "previous");

    assertThat(read().current()).isEqualTo(here.current());
    assertThat(read().inbox()).isEmpty();
    assertThat(read().previous()).isPresent();
  }

  @Test
  void withoutACurrentSecretThereIsNothing() {
    assertThatThrownBy(() -> CandidateSecrets.read(here.secrets(), "other", here.clock.instant()))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void theTextFormShowsNoSecret() {
    assertThat(read().toString()).doesNotContain(here.app.secret());
  }
}
