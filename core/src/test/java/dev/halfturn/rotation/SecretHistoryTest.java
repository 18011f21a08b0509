// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.halfturn.rotation.PastSecret.State;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application's entries tell of its client secrets. */
class SecretHistoryTest {

  private static final Duration A_DAY = Duration.ofDays(1);

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private List<PastSecret> history() {
    return here.tracker().history(APP);
  }

  private List<State> states() {
    return history().stream().map(PastSecret::state).toList();
  }

  private Fingerprint fingerprint(SecretValue value) {
    return here.record().key().of(value);
  }

  @Test
  void ofANewApplicationIsItsSecretAndNothingIsWritten() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    int entries = names().size();

    assertThat(history())
        .containsExactly(
            new PastSecret(
                fingerprint(here.current()),
                Optional.of(
                    here.store
                        .find(CredentialNames.clientSecret(APP))
                        .orElseThrow()
                        .version()
                        .id()),
                Optional.of(START),
                State.CURRENT,
                Optional.of(START.plus(A_DAY.multipliedBy(180)))));
    assertThat(names()).hasSize(entries);
  }

  private List<SecretName> names() {
    return here.secrets().names("");
  }

  @Test
  void tellsOfAnApplicationThatIsNotTrackedYet() {
    assertThat(states()).containsExactly(State.CURRENT);
    assertThat(here.stored(CredentialNames.rotation(APP))).isEmpty();
  }

  @Test
  void tellsTheSecretBeforeAndWhenItEnds() {
    SecretValue first = here.current();
    here.clock.advance(A_DAY);
    Instant rotated = here.clock.instant();
    SecretValue second = here.pressButton();
    here.accept(second);

    assertThat(history())
        .extracting(PastSecret::fingerprint, PastSecret::state, PastSecret::endsAt)
        .containsExactly(
            tuple(
                fingerprint(second),
                State.CURRENT,
                Optional.of(rotated.plus(A_DAY.multipliedBy(180)))),
            tuple(
                fingerprint(first),
                State.PREVIOUS,
                Optional.of(rotated.plus(A_DAY.multipliedBy(7)))));
  }

  @Test
  void tellsWhatLiesInTheInboxOnly() {
    here.clock.advance(A_DAY);
    here.outage = true;
    here.accept(here.pressButton());

    assertThat(states()).containsExactly(State.RECEIVED, State.CURRENT);
    assertThat(history().get(0).version()).isEmpty();
  }

  @Test
  void tellsWhatAmazonRefuses() {
    here.clock.advance(A_DAY);
    here.accept(SecretValue.ofUtf8("this-was-mistyped-by-somebody"));

    assertThat(states()).containsExactly(State.SUSPECT, State.CURRENT);
  }

  @Test
  void tellsASecretThatWasPutBackTwice() {
    here.clock.advance(A_DAY);
    here.accept(here.pressButton());
    here.clock.advance(A_DAY);
    here.rotator().rollback(APP, (plan, result) -> true);

    assertThat(states()).containsExactly(State.CURRENT, State.PREVIOUS, State.REPLACED);
    assertThat(history().get(0).fingerprint()).isEqualTo(history().get(2).fingerprint());
    assertThat(history().get(2).endsAt()).isEmpty();
  }

  @Test
  void tellsThePreviousOneWhereTheStoreKeepsNoVersions() {
    here.accept(here.pressButton());
    here.storeWrapper = StoreView::plain;

    assertThat(states()).containsExactly(State.CURRENT, State.PREVIOUS);
    assertThat(history().get(1).version()).isEmpty();
    assertThat(history().get(1).storedAt()).isEmpty();
  }
}
