// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether tokens outlast a rotation. */
class OldTokensTest {

  private static final Duration OVERLAP = Duration.ofDays(7);

  private final RotationFixture here = new RotationFixture();
  private final List<String> kept = new ArrayList<>();

  @AfterEach
  void close() {
    here.close();
  }

  private Rotator rotator() {
    return new Rotator(
        here.context(), here::attempt, here.forgotten::add, kept::add, here.tracker()::check);
  }

  private void madeBefore(Duration age) {
    here.tracker().check(APP);
    here.tracker().declareIssued(APP, here.clock.instant().minus(age), Provenance.DECLARED);
  }

  /** Made just now, as the console says. */
  private void accept(SecretValue fresh) {
    acceptMadeBefore(fresh, Duration.ZERO);
  }

  private void acceptMadeBefore(SecretValue fresh, Duration age) {
    Instant end = here.clock.instant().minus(age).plus(here.policy.lifetime());
    rotator().accept(APP, fresh, Optional.of(end), RotationListener.NONE);
  }

  @Test
  void theyDoWhereTheOldSecretLivesOn() {
    madeBefore(Duration.ofDays(150));

    accept(here.pressButton());

    assertThat(kept).containsExactly(APP);
    assertThat(here.forgotten).isEmpty();
  }

  @Test
  void theyDoNotWhereNobodyKnowsWhenTheOldSecretEnds() {
    accept(here.pressButton());

    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void theyDoNotWhereTheEndOfTheOldSecretIsOnlyEstimated() {
    rotator().accept(APP, here.pressButton()); // from now, however long it had lived by then
    here.forgotten.clear();
    here.clock.advance(Duration.ofDays(100));
    assertThat(here.record().current().expiry().orElseThrow().source())
        .isEqualTo(Provenance.ESTIMATED);

    accept(here.pressButton());

    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void theyDoNotWhereNobodySaysWhenTheNewSecretWasMade() {
    madeBefore(Duration.ofDays(150));

    rotator().accept(APP, here.pressButton()); // perhaps days ago, so the overlap may be over

    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @ParameterizedTest
  @CsvSource({"P6DT21H59M, true", "P6DT22H, false"})
  void theyDoNotWhereTheNewSecretIsHandedOverLate(Duration age, boolean keeps) {
    madeBefore(Duration.ofDays(150));

    acceptMadeBefore(here.pressButton(), age);

    assertThat(kept.isEmpty()).isEqualTo(!keeps);
    assertThat(here.forgotten.isEmpty()).isEqualTo(keeps);
  }

  @ParameterizedTest
  @CsvSource({"P179DT21H59M, true", "P179DT22H, false", "P181D, false"})
  void theyDoNotWhereTheOldSecretIsOverdueOrSoonWillBe(Duration age, boolean keeps) {
    madeBefore(age);

    accept(here.pressButton());

    assertThat(kept.isEmpty()).isEqualTo(!keeps);
    assertThat(here.forgotten.isEmpty()).isEqualTo(keeps);
  }

  @Test
  void theyDoNotInTheOverlapOfTheRotationBefore() {
    madeBefore(Duration.ofDays(150));
    accept(here.pressButton());
    here.clock.advance(Duration.ofDays(1));

    accept(here.pressButton());

    assertThat(kept).hasSize(1);
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void theyDoAgainHalfAYearLater() {
    madeBefore(Duration.ofDays(150));
    accept(here.pressButton());
    here.clock.advance(Duration.ofDays(170));

    accept(here.pressButton());

    assertThat(kept).hasSize(2);
    assertThat(here.forgotten).isEmpty();
  }

  @Test
  void theyDoNotWhereTheNewSecretLayWaitingUntilTheOverlapWasOver() {
    madeBefore(Duration.ofDays(10));
    SecretValue fresh = here.pressButton();
    here.outage = true;
    accept(fresh);
    here.outage = false;
    here.clock.advance(OVERLAP.minusHours(2));

    rotator().resume(APP);

    assertThat(here.current()).isEqualTo(fresh);
    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void theyDoNotAfterARollback() {
    madeBefore(Duration.ofDays(150));
    accept(here.pressButton());
    kept.clear();

    rotator().rollback(APP, (plan, result) -> true);

    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void theyDoNotWhereAnOlderSecretWasPutBackByHand() {
    madeBefore(Duration.ofDays(150));
    SecretValue first = here.current();
    SecretValue second = here.pressButton();
    accept(second);
    kept.clear();
    here.put(CredentialNames.clientSecret(APP), first.revealUtf8());

    rotator().resume(APP);

    assertThat(here.current()).isEqualTo(second);
    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }

  @Test
  void amazonsClockCountsWhereItIsAhead() {
    madeBefore(Duration.ofDays(179).plusHours(20));
    here.amazonAhead = Duration.ofHours(3);

    accept(here.pressButton());

    assertThat(kept).isEmpty();
    assertThat(here.forgotten).contains(APP);
  }
}
