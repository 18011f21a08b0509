// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.token.AccessToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenHandlerTest {

  @TempDir private Path state;
  private Rig rig;
  private TokenHandler handler;

  @BeforeEach
  void open() {
    rig = new Rig(state);
    handler = new TokenHandler(rig.halfturn, rig.clock);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Map<String, Object> ask(Map<String, Object> event) {
    return handler.handleRequest(event, null);
  }

  private boolean isAccepted(Map<String, Object> answer) {
    AccessToken given =
        new AccessToken(
            (String) answer.get("accessToken"), Instant.parse((String) answer.get("expiresAt")));
    return rig.halfturn.probe().probe(SpApiRegion.EU, given).accepted();
  }

  @Test
  void givesATokenThatAmazonAcceptsAndSaysWhenItEnds() {
    rig.addApp("erp", "acme");

    Map<String, Object> answer = ask(Map.of("app", "erp", "seller", "acme"));

    assertThat(answer).containsOnlyKeys("accessToken", "expiresAt");
    assertThat(isAccepted(answer)).isTrue();
    assertThat(answer.get("expiresAt")).isEqualTo("2026-07-01T10:00:00Z");
  }

  @Test
  void withoutASellerItIsTheDefaultOne() {
    rig.addApp("erp", "default");

    assertThat(isAccepted(ask(Map.of("app", "erp")))).isTrue();
  }

  @Test
  void aWarmEnvironmentExchangesOnce() {
    rig.addApp("erp", "acme");
    Map<String, Object> event = Map.of("app", "erp", "seller", "acme");

    assertThat(ask(event).equals(ask(event))).isTrue();
    assertThat(rig.amazon.log().calls(Endpoint.TOKEN)).isOne();
  }

  /** The cache's own clock does not move in this test, as it does not in a frozen environment. */
  @Test
  void aTokenThatDiedWhileTheEnvironmentWasFrozenIsNotHandedOut() {
    rig.addApp("erp", "acme");
    Map<String, Object> event = Map.of("app", "erp", "seller", "acme");
    ask(event);

    rig.clock.advance(Duration.ofMinutes(59));

    Map<String, Object> answer = ask(event);
    assertThat(isAccepted(answer)).isTrue();
    assertThat(answer.get("expiresAt")).isEqualTo("2026-07-01T10:59:00Z");
  }

  @Test
  void aRefusalSaysWhatAndWhyButNoSecret() {
    SimulatedApp app = rig.addApp("erp", "acme");
    app.seller("acme").orElseThrow().revoke();

    assertThatThrownBy(() -> ask(Map.of("app", "erp", "seller", "acme")))
        .isInstanceOf(FunctionFailure.class)
        .hasMessageStartingWith("FAILED_PRECONDITION/SELLER_REVOKED: erp/acme")
        .hasNoCause();
  }

  @Test
  void anApplicationThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ask(Map.of("app", "shop")))
        .isInstanceOf(FunctionFailure.class)
        .hasMessageStartingWith("NOT_FOUND/")
        .hasMessageContaining("shop");
  }

  @Test
  void anEventThatNamesNoApplicationIsRefused() {
    assertThatThrownBy(() -> ask(Map.of())).hasMessage("INVALID_ARGUMENT: the event names no app");
    assertThatThrownBy(() -> ask(Map.of("app", 7)))
        .hasMessage("INVALID_ARGUMENT: the event's app is no text");
    assertThatThrownBy(() -> ask(null)).hasMessage("INVALID_ARGUMENT: the event names no app");
    assertThatThrownBy(() -> ask(Map.of("app", "../x")))
        .hasMessageStartingWith("INVALID_ARGUMENT/");
  }
}
