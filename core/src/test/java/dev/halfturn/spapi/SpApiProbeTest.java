// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.http.RawServer;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.Rules;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.TokenExchange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpApiProbeTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final Endpoints endpoints = endpoints(amazon);
  private final SpApiProbe probe = new SpApiProbe(endpoints, amazon::now);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);

  static Endpoints endpoints(AmazonSimulator amazon) {
    Endpoints.Builder builder =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      builder.spApi(region, amazon.spApi(Region.valueOf(region.name())).toString());
    }
    return builder.build();
  }

  @AfterEach
  void stop() {
    amazon.close();
  }

  private AccessToken token() {
    return new TokenExchange(endpoints, amazon::now)
        .exchange(
            new ClientCredential(app.clientId(), SecretValue.ofUtf8(app.secret())),
            new Grant.RefreshToken(SecretValue.ofUtf8(seller.refreshToken())))
        .token();
  }

  @Test
  void aGoodTokenIsAccepted() {
    ProbeResult result = probe.probe(SpApiRegion.NA, token());
    assertThat(result.accepted()).isTrue();
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.refusal()).isEmpty();
    assertThat(result.requestId()).isPresent();
    assertThat(result.serverTime()).contains(START);
    assertThat(result.took()).isPositive();
  }

  @Test
  void anOverdueSecretStillExchangesAndIsSeenByTheProbeOnly() {
    amazon.rules(Rules.defaults().withProbeLimited(false));
    amazon.advance(Duration.ofDays(180));

    ProbeResult result = probe.probe(SpApiRegion.NA, token());

    assertThat(result.status()).isEqualTo(403);
    assertThat(result.refusal()).contains(SpApiRefusal.SECRET_EXPIRED);
    assertThat(result.accepted()).isFalse();
  }

  @Test
  void anOldTokenIsStale() {
    AccessToken old = token();
    amazon.advance(Duration.ofHours(2));
    assertThat(probe.probe(SpApiRegion.NA, old).refusal()).contains(SpApiRefusal.STALE_TOKEN);
  }

  @Test
  void aTokenNobodyIssuedIsBad() {
    AccessToken made = new AccessToken("Atza|made-up", START);
    assertThat(probe.probe(SpApiRegion.NA, made).refusal()).contains(SpApiRefusal.BAD_TOKEN);
  }

  @Test
  void failuresOfAmazonAreNoRefusals() {
    AccessToken token = token();
    amazon.faults().order(Endpoint.PROBE, Fault.status(503), 1);
    ProbeResult result = probe.probe(SpApiRegion.NA, token);
    assertThat(result.status()).isEqualTo(503);
    assertThat(result.refusal()).isEmpty();
    assertThat(result.accepted()).isFalse();
  }

  @Test
  void noAnswerIsAFailureOfItsOwn() {
    AccessToken token = token();
    amazon.faults().order(Endpoint.PROBE, Fault.reset(), 5);
    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> probe.probe(SpApiRegion.NA, token));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo("AMAZON_UNAVAILABLE");
    assertThat(failure.hint()).isPresent();
  }

  @Test
  void sendsWhatAmazonDemands() throws Exception {
    try (RawServer server =
        RawServer.plain(
            RawServer.always(RawServer.answer("200 OK\nx-amzn-RequestId: bad id \u0007", "{}")))) {
      Endpoints raw =
          Endpoints.builder()
              .allowCustom(true)
              .spApi(SpApiRegion.EU, server.uri("/eu").toString())
              .build();
      ProbeResult result =
          new SpApiProbe(raw, () -> START).probe(SpApiRegion.EU, new AccessToken("Atza|x", START));

      assertThat(result.requestId()).isEmpty();
      assertThat(server.requests().get(0))
          .startsWith("GET /eu/sellers/v1/marketplaceParticipations HTTP/1.1\r\n")
          .contains("x-amz-access-token: Atza|x\r\n")
          .contains("x-amz-date: 20260301T120000Z\r\n")
          .containsPattern("user-agent: Halfturn/\\S+ \\(Language=Java/\\d+; Platform=\\S+\\)")
          .doesNotContain("Authorization");
    }
  }
}
