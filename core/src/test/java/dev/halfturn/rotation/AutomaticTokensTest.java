// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.Rules;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.StoreView;
import dev.halfturn.token.AccessTokens;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A reader of tokens notices nothing of a rotation by itself, crashes included. */
class AutomaticTokensTest {

  private static final int CALLS = 10_000;
  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(80);

  @Test
  void tenThousandCallsOverARotationAndItsOverlapAllGiveAToken() {
    int crashes = 0;
    AutomaticFixture at = new AutomaticFixture();
    CrashPoints points = new CrashPoints(() -> at.oracles.check("between two effects"));
    Random chance = new Random(5);
    points.dieAt(point -> chance.nextInt(10) == 0);
    UnaryOperator<SecretStore> wrapper = store -> points.around(StoreView.plain(store));
    at.here.amazon.rules(Rules.defaults().withActivationDelay(Duration.ofMinutes(8)));
    at.here.put(
        CredentialNames.refreshToken(APP, "acme"),
        at.here.app.addSeller("acme", Region.NA).refreshToken());
    try (at;
        AccessTokens tokens =
            AccessTokens.builder(
                    at.exchange,
                    new StoredCredentials(
                        new Secrets("memory", at.here.store),
                        app -> Optional.empty(),
                        at.here.clock))
                .clock(at.here.clock)
                .build()) {
      at.ownership = new Ownership(Optional.of("server"), "server");
      at.here.storeWrapper = wrapper;
      at.issuer.effects = points::point;
      at.here.clock.advance(Duration.ofHours(23));
      for (int call = 0; call < CALLS; call++) {
        assertThat(tokens.forSeller(APP, "acme").get().reveal()).startsWith("Atza|");
        at.here.clock.advance(BETWEEN_CALLS);
        if (call % 5 == 0) {
          try {
            at.restart();
            at.receive();
            at.wake();
          } catch (Crash e) {
            crashes++;
          }
        }
      }
      at.oracles.verify();
      assertThat(crashes).isGreaterThan(10);
      assertThat(at.here.app.issuedSecrets()).hasSizeGreaterThan(1);
      assertThat(at.here.current()).isEqualTo(at.newest());
      assertThat(at.here.previous()).isEmpty();
      assertThat(at.here.amazon.log().newest(Endpoint.TOKEN))
          .extracting(call -> call.status())
          .filteredOn(status -> status >= 500)
          .isEmpty();
    }
  }
}
