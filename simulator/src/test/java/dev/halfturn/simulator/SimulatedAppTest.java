// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedAppTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).seed(42).build();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void applicationsAndSellersAreFoundByName() {
    SimulatedApp app = amazon.addApp("erp");
    SimulatedSeller seller = app.addSeller("acme-us", Region.NA);

    assertThat(amazon.app("erp")).containsSame(app);
    assertThat(amazon.app("crm")).isEmpty();
    assertThat(amazon.apps()).containsExactly(app);
    assertThat(app.seller("acme-us")).containsSame(seller);
    assertThat(app.seller("acme-ca")).isEmpty();
    assertThat(seller.app()).isSameAs(app);
  }

  @Test
  void namesAndClientIdsAreTakenOnce() {
    amazon.addApp(NewApp.named("erp").withClientId("id")).addSeller("acme-us", Region.NA);

    assertThatThrownBy(() -> amazon.addApp("erp")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> amazon.addApp(NewApp.named("crm").withClientId("id")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(amazon.app("crm")).isEmpty();
    SimulatedApp app = amazon.app("erp").orElseThrow();
    assertThatThrownBy(() -> app.addSeller("acme-us", Region.EU))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NewApp.named(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sameSeedMakesTheSameSecrets() {
    try (AmazonSimulator twin = AmazonSimulator.builder().clock(START).seed(42).build();
        AmazonSimulator stranger = AmazonSimulator.builder().clock(START).seed(43).build()) {
      String secret = amazon.addApp("erp").secret();
      assertThat(twin.addApp("erp").secret()).isEqualTo(secret);
      assertThat(stranger.addApp("erp").secret()).isNotEqualTo(secret);
    }
  }

  @Test
  void nothingPrintsACredential() {
    NewApp wanted = NewApp.named("erp").withSecret("canary-secret");
    SimulatedApp app = amazon.addApp(wanted);
    SimulatedSeller seller = app.addSeller("acme-us", Region.NA, "canary-token");

    assertThat(wanted).hasToString("PRIVATE application erp");
    assertThat(app).hasToString("PRIVATE application erp");
    assertThat(seller).hasToString("seller acme-us of erp in na");
  }
}
