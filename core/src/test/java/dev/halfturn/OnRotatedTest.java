// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.ManualExpiryScheduler;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnRotatedTest {

  private final Rig rig = new Rig();
  private final Halfturn halfturn = rig.open();
  private final List<SecretRotated> told = new ArrayList<>();
  private SimulatedApp app;

  @BeforeEach
  void add() {
    app = rig.addApp(halfturn, "erp");
    halfturn.onRotated(told::add);
  }

  @AfterEach
  void close() {
    halfturn.close();
    rig.close();
  }

  private Fingerprint current() {
    return halfturn.tracker().status("erp").secret().fingerprint();
  }

  private void rotate() {
    halfturn.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
  }

  /** As another process does it, or somebody by hand. */
  private void changeInTheStore(String secret) {
    SecretName name = CredentialNames.clientSecret("erp");
    halfturn.secrets().put(name, SecretValue.ofUtf8(secret));
  }

  @Test
  void theFirstSightIsNoChange() {
    halfturn.tracker().check("erp");
    halfturn.tracker().check("erp");
    assertThat(told).isEmpty();
  }

  @Test
  void aPromotionIsToldOnceWhetherOrNotSomebodyLookedBefore() {
    rotate();
    assertThat(told).containsExactly(new SecretRotated("erp", current(), rig.clock.instant()));

    rig.clock.advance(Duration.ofDays(10));
    rotate();
    halfturn.tracker().check("erp");
    halfturn.rotator().resume("erp");
    assertThat(told).hasSize(2).last().extracting(SecretRotated::fingerprint).isEqualTo(current());
  }

  @Test
  void aRollbackIsTold() {
    Fingerprint first = halfturn.tracker().check("erp").secret().fingerprint();
    rotate();
    halfturn.rotator().rollback("erp", (plan, result) -> true);
    halfturn.tracker().check("erp");
    assertThat(told).hasSize(2).last().extracting(SecretRotated::fingerprint).isEqualTo(first);
  }

  @Test
  void aReplacementIsToldAndTheSameSecretAgainIsNot() {
    halfturn.tracker().check("erp");
    replace(app.secret());
    assertThat(told).isEmpty();
    replace(app.rotateInConsole());
    halfturn.tracker().check("erp");
    assertThat(told).extracting(SecretRotated::fingerprint).containsExactly(current());
  }

  private void replace(String secret) {
    halfturn
        .applications()
        .add(
            new NewApplication(
                "erp",
                app.clientId(),
                SecretValue.ofUtf8(secret),
                Optional.of(SpApiRegion.EU),
                true));
  }

  @Test
  void whatAnotherProcessChangedIsToldOnTheNextLook() {
    halfturn.tracker().check("erp");
    changeInTheStore(app.rotateInConsole());
    assertThat(told).isEmpty();
    halfturn.tracker().check("erp");
    halfturn.tracker().check("erp");
    assertThat(told).extracting(SecretRotated::fingerprint).containsExactly(current());
  }

  @Test
  void whatIsBroughtBackIsToldAgain() {
    String first = app.secret();
    halfturn.tracker().check("erp");
    changeInTheStore(app.rotateInConsole());
    halfturn.tracker().check("erp");
    changeInTheStore(first);
    halfturn.tracker().check("erp");
    assertThat(told).hasSize(2).last().extracting(SecretRotated::fingerprint).isEqualTo(current());
  }

  @Test
  void tokensOfTheOldSecretAreGoneWhenListenersAreTold() {
    TokenSource tokens = halfturn.tokens().forSeller("erp", "acme");
    List<AccessToken> seen = new ArrayList<>();
    halfturn.onRotated(news -> seen.add(tokens.get()));
    AccessToken old = tokens.get();
    halfturn.tracker().check("erp");

    rotate();
    changeInTheStore(app.rotateInConsole());
    halfturn.tracker().check("erp");

    assertThat(seen).hasSize(2).doesNotContain(old).doesNotHaveDuplicates();
    assertThat(rig.amazon.log().newest(Endpoint.TOKEN))
        .last()
        .satisfies(call -> assertThat(call.secretNumber()).hasValue(3));
  }

  @Test
  void aListenerThatThrowsStopsNothing() {
    List<SecretRotated> last = new ArrayList<>();
    halfturn.onRotated(
        news -> {
          throw new IllegalStateException("a canary in a message");
        });
    halfturn.onRotated(last::add);
    rotate();
    assertThat(told).hasSize(1);
    assertThat(last).isEqualTo(told);
    assertThat(
            app.works(
                halfturn.secrets().get(CredentialNames.clientSecret("erp")).value().revealUtf8()))
        .isTrue();
  }

  @Test
  void aListenerMayRotateItself() {
    List<Fingerprint> nested = new ArrayList<>();
    halfturn.onRotated(
        news -> {
          nested.add(news.fingerprint());
          if (nested.size() == 1) {
            replace(app.rotateInConsole());
          }
        });
    rotate();
    assertThat(nested).hasSize(2).last().isEqualTo(current());
    assertThat(told).extracting(SecretRotated::fingerprint).isEqualTo(nested);
  }

  @Test
  void whoEndsTheRegistrationHearsNoMore() {
    List<SecretRotated> more = new ArrayList<>();
    Registration first = halfturn.onRotated(more::add);
    Registration second = halfturn.onRotated(more::add);
    first.close();
    first.close();
    rotate();
    assertThat(more).hasSize(1);
    second.close();
    rig.clock.advance(Duration.ofDays(10));
    rotate();
    assertThat(more).hasSize(1);
  }

  @Test
  void anApplicationOfARemovedOnesNameIsNoChange() {
    halfturn.tracker().check("erp");
    halfturn.applications().remove("erp");
    rig.amazon.addApp("other");
    SimulatedApp other = rig.amazon.addApp("third");
    halfturn
        .applications()
        .add(
            new NewApplication(
                "erp",
                other.clientId(),
                SecretValue.ofUtf8(other.secret()),
                Optional.of(SpApiRegion.EU),
                false));
    halfturn.tracker().check("erp");
    assertThat(told).isEmpty();
  }

  @Test
  void theWatchTellsOfAChangeInTheConsoleThatAnotherInstanceTook() {
    halfturn.startWatching();
    ManualExpiryScheduler scheduler = rig.scheduler();
    scheduler.runDue();
    try (Halfturn other = rig.open()) {
      other.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
    }
    for (int hour = 0; hour < 24 * 8; hour++) {
      rig.clock.advance(Duration.ofHours(1));
      scheduler.runDue();
    }
    assertThat(told).extracting(SecretRotated::fingerprint).containsExactly(current());
  }
}
