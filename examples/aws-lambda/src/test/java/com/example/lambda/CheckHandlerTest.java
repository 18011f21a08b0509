// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckHandlerTest {

  private static final Map<String, Object> SCHEDULE = Map.of();

  /** What EventBridge sends when a parameter has not changed for long. */
  private static final Map<String, Object> RULE =
      Map.of(
          "source",
          "aws.ssm",
          "detail-type",
          "Parameter Store Policy Action",
          "detail",
          Map.of("parameter-name", "/erp/lwa/clientsecret", "policy-type", "NoChangeNotification"));

  @TempDir private Path state;
  private Rig rig;
  private CheckHandler handler;

  @BeforeEach
  void open() {
    rig = new Rig(state);
    handler = new CheckHandler(rig.halfturn);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Map<String, Object> ask(Map<String, Object> event) {
    return handler.handleRequest(event, null);
  }

  private SimulatedApp addDatedApp(String name) {
    SimulatedApp app = rig.addApp(name, "acme");
    rig.halfturn.tracker().declareIssued(name, rig.clock.instant(), Provenance.DECLARED);
    return app;
  }

  @Test
  void aScheduledSweepLooksAtAllAndWritesTheRecord() {
    rig.addApp("erp", "acme");
    rig.addApp("shop", "acme");
    assertThat(rig.halfturn.secrets().find(CredentialNames.rotation("erp"))).isEmpty();

    assertThat(ask(SCHEDULE)).containsOnlyKeys("erp", "shop");
    assertThat(rig.halfturn.secrets().find(CredentialNames.rotation("erp"))).isPresent();
    assertThat(rig.halfturn.secrets().find(CredentialNames.rotation("shop"))).isPresent();
  }

  @Test
  void theEventOfARuleIsAReasonToLook() {
    addDatedApp("erp");

    assertThat(ask(RULE))
        .containsOnly(
            Map.entry(
                "erp", Map.of("state", "FRESH", "expiresAt", "2026-12-28T09:00:00Z", "told", 0)));
  }

  @Test
  void anEventMayNameOneApplication() {
    addDatedApp("erp");
    addDatedApp("shop");

    assertThat(ask(Map.of("app", "shop"))).containsOnlyKeys("shop");
  }

  @Test
  void aReminderIsSentWhenItIsDueAndOnce() {
    addDatedApp("erp");
    ask(SCHEDULE);
    assertThat(rig.notifier().sent()).isEmpty();

    rig.clock.advance(Duration.ofDays(150));

    assertThat(ask(SCHEDULE)).containsKey("erp");
    assertThat(ask(SCHEDULE)).containsKey("erp");
    assertThat(rig.notifier().sent()).hasSize(1);
    assertThat(rig.notifier().sent().get(0).subject())
        .contains("erp: rotate the LWA client secret");
  }

  @Test
  void aRotationThatSomebodyBeganIsCarriedOn() {
    SimulatedApp app = addDatedApp("erp");
    rig.halfturn.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
    assertThat(rig.halfturn.secrets().find(CredentialNames.previous("erp"))).isPresent();
    rig.clock.advance(Duration.ofDays(9));

    ask(SCHEDULE);

    assertThat(rig.halfturn.secrets().find(CredentialNames.previous("erp")))
        .as("the old secret is removed once it is dead")
        .isEmpty();
  }

  @Test
  void aReminderThatNobodyTakesFailsTheFunctionAfterTheOthersWereLookedAt() {
    addDatedApp("erp");
    addDatedApp("shop");
    ask(SCHEDULE);
    rig.clock.advance(Duration.ofDays(150));
    rig.notifier().failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThatThrownBy(() -> ask(SCHEDULE))
        .isInstanceOf(FunctionFailure.class)
        .hasMessageContaining("UNAVAILABLE: 'recording' did not tell of erp")
        .hasMessageContaining("UNAVAILABLE: 'recording' did not tell of shop");
  }

  @Test
  void anApplicationThatCannotBeLookedAtDoesNotKeepTheOthersWaiting() {
    addDatedApp("erp");
    rig.addApp("shop", "acme");
    rig.halfturn.secrets().delete(CredentialNames.clientSecret("erp"));
    assertThat(rig.halfturn.secrets().find(CredentialNames.rotation("shop"))).isEmpty();

    assertThatThrownBy(() -> ask(SCHEDULE)).hasMessageStartingWith("NOT_FOUND/");
    assertThat(rig.halfturn.secrets().find(CredentialNames.rotation("shop"))).isPresent();
  }

  @Test
  void whereThereIsNothingToLookAfterSomebodyShouldKnow() {
    assertThatThrownBy(() -> ask(SCHEDULE))
        .hasMessageStartingWith("NOT_FOUND: there is no application in the store");
  }
}
