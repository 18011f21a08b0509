// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are to be had, and requests for a new secret do not get as far as Amazon. */
class UnreachableAmazonTest {

  private static final List<Class<? extends SecretStore>> CREATES_ONLY =
      List.of(CreateOnlySecretStore.class, RaceDetectingSecretStore.class);

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private int tries;

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private void begin(List<Class<? extends SecretStore>> abilities) {
    here.storeWrapper = store -> StoreView.with(store, List.copyOf(abilities));
    at.issuer.unreachable = true;
    at.issuer.effects =
        where -> {
          if (where.equals("before the request")) {
            tries++;
          }
        };
    at.restart();
    here.clock.advance(Duration.ofDays(1));
    at.wake();
  }

  private long toldOfIt() {
    return here.mail.sent().stream()
        .map(Notice::occasion)
        .filter(occasion -> occasion.startsWith("stuck-"))
        .count();
  }

  private long claims() {
    return here.secrets().names(CredentialNames.rotation(APP).value()).stream()
        .filter(name -> CredentialNames.isClaim(APP, name))
        .count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isTriedThreeTimesUnderOneClaimAndThenPeopleAreTold(boolean createsOnly) {
    begin(createsOnly ? CREATES_ONLY : List.of(ConditionalSecretStore.class));
    assertThat(toldOfIt()).isZero();

    at.pass(Duration.ofMinutes(9), Duration.ofMinutes(1));
    assertThat(tries).isEqualTo(2);
    assertThat(toldOfIt()).isZero();
    at.pass(Duration.ofMinutes(60), Duration.ofMinutes(1));

    assertThat(tries).isEqualTo(3);
    assertThat(toldOfIt()).isOne();
    SecretRequest blocked = at.request().orElseThrow();
    assertThat(blocked.state()).isEqualTo(SecretRequest.State.BLOCKED);
    assertThat(blocked.outcome()).isEqualTo(SecretRequest.Outcome.NOT_SENT);
    assertThat(blocked.attempt()).isOne();
    assertThat(blocked.posts()).isEmpty();
    assertThat(claims()).isEqualTo(createsOnly ? 1 : 0);
  }

  @Test
  void theNextDayItIsTriedAgain() {
    begin(CREATES_ONLY);
    at.pass(Duration.ofHours(23), Duration.ofMinutes(10));
    assertThat(tries).isEqualTo(3);

    at.issuer.unreachable = false;
    at.pass(Duration.ofHours(3), Duration.ofMinutes(10));

    assertThat(tries).isEqualTo(4);
    assertThat(at.issuer.requests()).isOne();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void itIsToldOnceAndTriedOnceADayAsLongAsItIsTheSame() {
    begin(CREATES_ONLY);

    at.pass(Duration.ofHours(80), Duration.ofMinutes(10));

    assertThat(tries).isEqualTo(6);
    assertThat(toldOfIt()).isOne();
  }

  @Test
  void whatComesThroughInBetweenEndsTheCounting() {
    begin(CREATES_ONLY);
    at.issuer.unreachable = false;

    at.pass(Duration.ofMinutes(10), Duration.ofMinutes(1));

    assertThat(tries).isEqualTo(2);
    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(toldOfIt()).isZero();
  }
}
