// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpApiTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);

  @AfterEach
  void close() {
    amazon.close();
  }

  @ParameterizedTest
  @EnumSource
  void probeListsTheMarketplacesOfTheRegion(Region region) {
    String token = token(app.addSeller("somebody", region));

    TestClient.Reply reply = client.probe(region, token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("payload"))
        .asString()
        .contains(region.marketplaceId(), region.countryCode(), "isParticipating=true");
    assertThat(reply.header("x-amzn-RateLimit-Limit")).hasValue("0.016");
    assertThat(reply.header("x-amzn-RequestId")).isPresent();
  }

  @Test
  void missingTokenIsRefused() {
    URI probe = URI.create(amazon.spApi(Region.NA) + "/sellers/v1/marketplaceParticipations");

    assertRefused(
        client.send("GET", probe, Map.of(), ""), "Access token is missing in the request header.");
  }

  @Test
  void bodyOfARefusalIsAListOfOneErrorWithItsTypeInAHeader() {
    TestClient.Reply reply = client.probe(Region.NA, "Atza|nonsense");

    assertThat(reply.json().keySet()).containsExactly("errors");
    assertThat((List<?>) reply.json().get("errors")).hasSize(1);
    assertThat(reply.firstError().get("message"))
        .isEqualTo("Access to requested resource is denied.");
    assertThat(reply.header("x-amzn-ErrorType")).hasValue("AccessDeniedException");
  }

  @Test
  void tokenEndsAfterAnHour() {
    String token = token(seller);

    amazon.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
    amazon.advance(Duration.ofMillis(1));
    assertRefused(client.probe(Region.NA, token), "The access token you provided has expired.");
  }

  @Test
  void inventedAlteredOrTruncatedTokenIsInvalid() {
    String token = token(seller);
    String invalid = "The access token you provided is revoked, malformed or invalid.";

    assertRefused(client.probe(Region.NA, "Bearer x"), invalid);
    assertRefused(client.probe(Region.NA, "Atza|no base64!"), invalid);
    assertRefused(client.probe(Region.NA, token.substring(0, token.length() - 4)), invalid);
    assertRefused(client.probe(Region.NA, alter(token, 20)), invalid);
    assertRefused(client.probe(Region.NA, alter(token, 200)), invalid);
    assertRefused(client.probe(Region.NA, alter(token, token.length() - 2)), invalid);
  }

  @Test
  void revocationEndsAccessTokensOfThisSellerOnly() {
    SimulatedSeller other = app.addSeller("acme-ca", Region.NA);
    String token = token(seller);
    String otherToken = token(other);

    seller.revoke();

    assertRefused(
        client.probe(Region.NA, token),
        "The access token you provided is revoked, malformed or invalid.");
    assertThat(client.probe(Region.NA, otherToken).status()).isEqualTo(200);
    seller.reauthorize();
    assertThat(client.probe(Region.NA, token(seller)).status()).isEqualTo(200);
  }

  @Test
  void accessTokensMayBeRefusedBeforeTheirHourIsOver() {
    String before = token(seller);
    app.refuseAccessTokensSoFar();

    assertRefused(
        client.probe(Region.NA, before),
        "The access token you provided is revoked, malformed or invalid.");
    assertThat(client.probe(Region.NA, token(seller)).status()).isEqualTo(200);
  }

  @Test
  void otherRegionIsRefused() {
    assertRefused(
        client.probe(Region.EU, token(seller)),
        "The marketplaces you provided are not valid for region.");
  }

  @Test
  void grantlessTokenIsNoSellersTokenAndTheOtherWayRound() {
    String grantless =
        client.grantless(app, "sellingpartnerapi::notifications").text("access_token");

    assertRefused(client.probe(Region.NA, grantless), "");
    assertRefused(client.rotate(Region.NA, token(seller)), "");
    assertRefused(client.rotate(Region.NA, grantless), "");
  }

  @Test
  void unknownPathOrMethodIsRefusedWithoutDetails() {
    assertRefused(client.spApi("GET", Region.NA, "/orders/v0/orders", token(seller)), "");
    assertRefused(
        client.spApi("POST", Region.NA, "/sellers/v1/marketplaceParticipations", token(seller)),
        "");
    assertRefused(
        client.spApi("GET", Region.NA, "/applications/2023-11-30/clientSecret", rotationToken()),
        "");
  }

  @Test
  void probeAllowsFifteenCallsThenOneInSixtyTwoAndAHalfSeconds() {
    String token = token(seller);
    for (int i = 0; i < 15; i++) {
      assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
    }
    assertThrottled(client.probe(Region.NA, token));

    amazon.advance(Duration.ofMillis(62_499));
    assertThrottled(client.probe(Region.NA, token));
    amazon.advance(Duration.ofMillis(1));
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
    assertThrottled(client.probe(Region.NA, token));
  }

  @Test
  void sellersDoNotShareTheProbesRateAndItCanBeSwitchedOff() {
    SimulatedSeller other = app.addSeller("acme-ca", Region.NA);
    String token = token(seller);
    for (int i = 0; i < 15; i++) {
      client.probe(Region.NA, token);
    }

    assertThat(client.probe(Region.NA, token(other)).status()).isEqualTo(200);
    amazon.rules(Rules.defaults().withProbeLimited(false));
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
  }

  private static void assertThrottled(TestClient.Reply reply) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.firstError().get("code")).isEqualTo("QuotaExceeded");
  }

  private static void assertRefused(TestClient.Reply reply, String details) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.firstError().get("code")).isEqualTo("Unauthorized");
    assertThat(reply.details()).isEqualTo(details);
  }

  private static String alter(String token, int position) {
    char other = token.charAt(position) == 'A' ? 'B' : 'A';
    return token.substring(0, position) + other + token.substring(position + 1);
  }

  private String token(SimulatedSeller of) {
    return client.refresh(of).text("access_token");
  }

  private String rotationToken() {
    return client
        .grantless(app, "sellingpartnerapi::client_credential:rotation")
        .text("access_token");
  }
}
