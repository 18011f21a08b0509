// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

  @TempDir private Path state;
  private Rig rig;
  private Check check;

  @BeforeEach
  void open() {
    rig = new Rig(state);
    check = new Check(rig.halfturn);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String event(String name) throws IOException {
    try (InputStream in = CheckTest.class.getResourceAsStream("/events/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private SimulatedApp addDatedApp(String name) {
    SimulatedApp app = rig.addApp(name, "acme");
    rig.halfturn.tracker().declareIssued(name, rig.clock.instant(), Provenance.DECLARED);
    return app;
  }

  @Test
  void whatTheVaultTellsIsAReasonToLookAtWhoseSecretItIs() throws IOException {
    addDatedApp("erp");
    addDatedApp("shop");

    for (String event :
        List.of(
            "new-version.event-grid",
            "near-expiry.event-grid",
            "near-expiry.cloud-event",
            "expired.cloud-event")) {
      assertThat(check.message(event(event))).as(event).containsExactly("erp");
    }
  }

  @Test
  void eventsOfOtherThingsAreNone() throws IOException {
    addDatedApp("erp");

    assertThat(check.message(event("of-a-certificate.event-grid"))).isEmpty();
    assertThat(check.message(event("near-expiry.cloud-event").replace("erp--", "other--")))
        .isEmpty();
  }

  @Test
  void aWakeUpOfTheSchedulerNamesWhomItWakes() {
    addDatedApp("erp");
    addDatedApp("shop");

    assertThat(check.message("{\"app\":\"shop\",\"source\":\"halfturn\"}"))
        .containsExactly("shop");
    assertThat(check.message("{\"app\":\"gone\",\"source\":\"halfturn\"}")).isEmpty();
  }

  @Test
  void aMessageThatDoesNotSayIsAReasonToLookAtAll() {
    addDatedApp("erp");
    addDatedApp("shop");

    assertThat(check.message("what is this")).containsExactly("erp", "shop");
  }

  @Test
  void whatIsToldTwiceIsRemindedOfOnce() throws IOException {
    addDatedApp("erp");
    check.all();
    rig.clock.advance(Duration.ofDays(150));

    check.message(event("near-expiry.event-grid"));
    check.message(event("near-expiry.event-grid"));
    check.message(event("near-expiry.cloud-event"));

    assertThat(rig.notifier().sent()).hasSize(1);
  }

  @Test
  void aRotationThatSomebodyBeganIsCarriedOn() {
    SimulatedApp app = addDatedApp("erp");
    rig.halfturn.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
    rig.clock.advance(Duration.ofDays(9));

    check.all();

    assertThat(rig.halfturn.secrets().find(CredentialNames.previous("erp"))).isEmpty();
  }

  @Test
  void aReminderThatNobodyTakesFailsTheCallAfterTheOthersWereLookedAt() {
    addDatedApp("erp");
    addDatedApp("shop");
    check.all();
    rig.clock.advance(Duration.ofDays(150));
    rig.notifier().failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThatThrownBy(() -> check.all())
        .isInstanceOf(FunctionFailure.class)
        .hasMessageContaining("'recording' did not tell of erp")
        .hasMessageContaining("'recording' did not tell of shop");
  }

  @Test
  void whereThereIsNothingToLookAfterSomebodyShouldKnow() {
    assertThatThrownBy(() -> check.all())
        .hasMessageStartingWith("NOT_FOUND: there is no application in the store");
  }
}
