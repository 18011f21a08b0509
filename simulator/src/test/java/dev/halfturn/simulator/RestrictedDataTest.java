// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictedDataTest {

  private static final String TOKENS = "/tokens/2021-03-01/restrictedDataToken";
  private static final String ADDRESS = "/orders/v0/orders/902-1845936-5435065/address";
  private static final String ANY_ADDRESS = "/orders/v0/orders/{orderId}/address";

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
  @ValueSource(strings = {ANY_ADDRESS, ADDRESS})
  void tokenForAnAddressShowsIt(String path) {
    TestClient.Reply reply = buy(normal(), resources(path));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).containsOnlyKeys("restrictedDataToken", "expiresIn");
    assertThat(reply.json().get("expiresIn")).isEqualTo(3600);
    assertThat(reply.text("restrictedDataToken"))
        .startsWith("Atz.sprdt|")
        .contains(AmazonSimulator.MARK);
    TestClient.Reply address = address(reply.text("restrictedDataToken"));
    assertThat(address.status()).isEqualTo(200);
    assertThat(address.body()).contains("902-1845936-5435065", "ShippingAddress");
    assertThat(amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(1);
    assertThat(amazon.log().calls(Endpoint.ADDRESS)).isEqualTo(1);
  }

  @Test
  void normalTokenShowsNoAddress() {
    assertRefused(address(normal()), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/v0/orders/another-order/address",
        "/orders/v0/orders",
        "/orders/v0/orders/{orderId}",
        "/orders/v0/orders/{orderId}/address/"
      })
  void tokenForSomethingElseShowsNoAddress(String path) {
    assertRefused(address(restricted(path)), "");
  }

  @Test
  void restrictedTokenIsNoNormalOne() {
    String token = restricted(ANY_ADDRESS);

    assertRefused(client.probe(Region.NA, token), "");
    assertRefused(buy(token, resources(ANY_ADDRESS)), "");
  }

  @Test
  void restrictedTokenEndsAfterAnHourAndWithItsSecret() {
    String token = restricted(ANY_ADDRESS);
    amazon.advance(Duration.ofHours(1));
    assertRefused(address(token), "The access token you provided has expired.");

    amazon.advance(Duration.ofDays(179).plusHours(22).plusMinutes(30));
    String late = restricted(ANY_ADDRESS);
    amazon.advance(Duration.ofMinutes(30));
    assertRefused(address(late), "The LWA secret token you provided has expired.");
    assertRefused(
        buy(normal(), resources(ANY_ADDRESS)), "The LWA secret token you provided has expired.");
  }

  @Test
  void sellerWhoRevokesEndsItToo() {
    String token = restricted(ANY_ADDRESS);
    seller.revoke();
    assertRefused(
        address(token), "The access token you provided is revoked, malformed or invalid.");
  }

  @Test
  void prefixCannotBeExchanged() {
    String invalid = "The access token you provided is revoked, malformed or invalid.";
    String restricted = restricted(ANY_ADDRESS);
    assertRefused(client.probe(Region.NA, restricted.replace("Atz.sprdt|", "Atza|")), invalid);
    assertRefused(address(normal().replace("Atza|", "Atz.sprdt|")), invalid);
  }

  @Test
  void otherRegionAndGrantlessTokensAreRefused() {
    URI elsewhere = URI.create(amazon.spApi(Region.EU) + TOKENS);
    assertRefused(
        client.send(
            "POST", elsewhere, Map.of("x-amz-access-token", normal()), resources(ANY_ADDRESS)),
        "The marketplaces you provided are not valid for region.");
    String grantless =
        client.grantless(app, "sellingpartnerapi::notifications").text("access_token");
    assertRefused(buy(grantless, resources(ANY_ADDRESS)), "");
    assertRefused(client.spApi("GET", Region.NA, TOKENS, normal()), "");
    assertRefused(client.spApi("POST", Region.NA, ADDRESS, restricted(ANY_ADDRESS)), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "no json",
        "{}",
        "{'restrictedResources':[]}",
        "{'restrictedResources':'all'}",
        "{'restrictedResources':[{'path':'/a'}]}",
        "{'restrictedResources':[{'method':'GET'}]}",
        "{'restrictedResources':[{'method':'PATCH','path':'/a'}]}",
        "{'restrictedResources':[{'method':'GET','path':'a'}]}",
        "{'restrictedResources':[{'method':'GET','path':'/a?b=c'}]}",
        "{'restrictedResources':[{'method':'GET','path':'/a','dataElements':'buyerInfo'}]}",
        "{'restrictedResources':[{'method':'GET','path':'/a','dataElements':['buyerinfo']}]}",
        "{'restrictedResources':[{'method':'GET','path':'/a','more':1}]}",
        "{'restrictedResources':[{'method':'GET','path':'/a'}],'more':1}"
      })
  void requestThatIsNotAsDocumentedIsRefused(String body) {
    TestClient.Reply reply = buy(normal(), body.replace('\'', '"'));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.firstError().get("code")).isEqualTo("InvalidInput");
  }

  @Test
  void fiftyResourcesAreAllowedAndNotOneMore() {
    assertThat(buy(normal(), many(50)).status()).isEqualTo(200);
    assertThat(buy(normal(), many(51)).status()).isEqualTo(400);
  }

  @Test
  void documentedElementsAndADelegateAreAllowed() {
    String body =
        """
        {"targetApplication":"amzn1.sp.solution.x","restrictedResources":[{"method":"GET",
        "path":"/orders/v0/orders","dataElements":
        ["buyerInfo","shippingAddress","buyerTaxInformation"]}]}
        """;
    assertThat(buy(normal(), body).status()).isEqualTo(200);
  }

  @Test
  void tenAtOnceThenOneASecondForEachSeller() {
    for (int i = 0; i < 10; i++) {
      assertThat(buy(normal(), resources(ANY_ADDRESS)).status()).isEqualTo(200);
    }
    assertThat(buy(normal(), resources(ANY_ADDRESS)).status()).isEqualTo(429);
    String other = client.refresh(app.addSeller("acme-ca", Region.NA)).text("access_token");
    assertThat(buy(other, resources(ANY_ADDRESS)).status()).isEqualTo(200);
    amazon.advance(Duration.ofSeconds(1));
    assertThat(buy(normal(), resources(ANY_ADDRESS)).status()).isEqualTo(200);
    assertThat(buy(normal(), resources(ANY_ADDRESS)).status()).isEqualTo(429);
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"method\":\"GET\",\"path\":\"/a/" + i + "\"}")
        .collect(Collectors.joining(",", "{\"restrictedResources\":[", "]}"));
  }

  private static void assertRefused(TestClient.Reply reply, String details) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.details()).isEqualTo(details);
  }

  private static String resources(String path) {
    return "{\"restrictedResources\":[{\"method\":\"GET\",\"path\":\"" + path + "\"}]}";
  }

  private String normal() {
    return client.refresh(seller).text("access_token");
  }

  private String restricted(String path) {
    return buy(normal(), resources(path)).text("restrictedDataToken");
  }

  private TestClient.Reply buy(String token, String body) {
    return client.send(
        "POST",
        URI.create(amazon.spApi(Region.NA) + TOKENS),
        Map.of("x-amz-access-token", token),
        body);
  }

  private TestClient.Reply address(String token) {
    return client.spApi("GET", Region.NA, ADDRESS, token);
  }
}
