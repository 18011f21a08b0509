// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void refreshTokenBuysAnAccessTokenForAnHour() {
    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("access_token")).startsWith("Atza|").hasSizeBetween(350, 2048);
    assertThat(reply.json())
        .containsEntry("token_type", "bearer")
        .containsEntry("expires_in", 3600)
        .containsEntry("refresh_token", seller.refreshToken());
    assertThat(seller.refreshToken()).startsWith("Atzr|").hasSizeLessThan(2048);
  }

  @Test
  void repliesAreNotToBeStoredAndCarryRequestIdAndSimulatedDate() {
    amazon.advance(Duration.ofDays(150));

    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.header("Cache-Control")).hasValue("no-store");
    assertThat(reply.header("Pragma")).hasValue("no-cache");
    assertThat(reply.header("Content-Type")).hasValue("application/json;charset=UTF-8");
    assertThat(reply.header("Date")).hasValue("Sat, 28 Nov 2026 09:00:00 GMT");
    assertThat(reply.header("x-amzn-RequestId")).hasValue(amazon.log().newest().get(0).requestId());
  }

  @Test
  void eachExchangeMakesAnotherToken() {
    assertThat(client.refresh(seller).text("access_token"))
        .isNotEqualTo(client.refresh(seller).text("access_token"));
  }

  @Test
  void jsonBodiesAreAcceptedToo() {
    TestClient.Reply reply = client.token("application/json", Json.write(fields("refresh_token")));

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void grantlessReplyHasNoRefreshToken() {
    TestClient.Reply reply =
        client.grantless(
            app, "sellingpartnerapi::notifications sellingpartnerapi::client_credential:rotation");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("access_token")).startsWith("Atza|");
    assertThat(reply.json()).doesNotContainKey("refresh_token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sellingpartnerapi::client_credentials:rotation",
        "sellingpartnerapi::client_credential::rotation",
        "sellingpartnerapi::migration",
        "sellingpartnerapi::notifications  sellingpartnerapi::client_credential:rotation"
      })
  void unknownOrMisspeltScopeIsInvalid(String scope) {
    assertRefused(client.grantless(app, scope), 400, "invalid_scope");
  }

  @Test
  void wrongSecretIsInvalidClient() {
    TestClient.Reply reply = client.refresh(seller, "amzn1.oa2-cs.v1.wrong");

    assertRefused(reply, 401, "invalid_client");
    assertThat(reply.text("error_description")).isEqualTo("Client authentication failed");
  }

  @Test
  void unknownClientIsInvalidClient() {
    assertRefused(
        client.token(with("refresh_token", "client_id", "amzn1.application-oa2-client.0")),
        401,
        "invalid_client");
  }

  @Test
  void unknownRefreshTokenIsInvalidGrant() {
    assertRefused(
        client.token(with("refresh_token", "refresh_token", "Atzr|unknown")), 400, "invalid_grant");
  }

  @Test
  void refreshTokenOfAnotherApplicationIsInvalidGrant() {
    SimulatedSeller foreign = amazon.addApp("crm").addSeller("acme-us", Region.NA);

    assertRefused(
        client.token(with("refresh_token", "refresh_token", foreign.refreshToken())),
        400,
        "invalid_grant");
  }

  @Test
  void wrongSecretIsReportedBeforeABadRefreshToken() {
    Map<String, String> fields = fields("refresh_token");
    fields.put("client_secret", "wrong");
    fields.put("refresh_token", "Atzr|unknown");

    assertRefused(client.token(fields), 401, "invalid_client");
  }

  @Test
  void revokedAuthorizationIsInvalidGrantUntilTheSellerAuthorizesAgain() {
    String before = seller.refreshToken();
    seller.revoke();
    assertRefused(client.refresh(seller), 400, "invalid_grant");

    String after = seller.reauthorize();

    assertThat(after).isNotEqualTo(before);
    assertThat(client.refresh(seller).status()).isEqualTo(200);
    assertRefused(
        client.token(with("refresh_token", "refresh_token", before)), 400, "invalid_grant");
  }

  @Test
  void anotherAuthorizationLeavesEarlierRefreshTokensAlone() {
    String before = seller.refreshToken();
    seller.reauthorize();

    assertThat(client.token(with("refresh_token", "refresh_token", before)).status())
        .isEqualTo(200);
  }

  @Test
  void publicApplicationsAuthorizationEndsAfter365Days() {
    SimulatedApp shop = amazon.addApp(NewApp.named("shop").withKind(AppKind.PUBLIC));
    SimulatedSeller customer = shop.addSeller("customer", Region.EU);

    amazon.advance(Duration.ofDays(365).minusMillis(1));
    assertThat(client.refresh(customer).status()).isEqualTo(200);
    amazon.advance(Duration.ofMillis(1));
    assertRefused(client.refresh(customer), 400, "invalid_grant");
    customer.reauthorize();
    assertThat(client.refresh(customer).status()).isEqualTo(200);
  }

  @Test
  void privateApplicationsAuthorizationDoesNotEnd() {
    amazon.advance(Duration.ofDays(3650));

    assertThat(client.refresh(seller).status()).isEqualTo(200);
  }

  @Test
  void refreshTokensMayChangeWithEachExchange() {
    amazon.rules(Rules.defaults().withRefreshTokensChange(true));
    String before = seller.refreshToken();

    String returned = client.refresh(seller).text("refresh_token");

    assertThat(returned).isNotEqualTo(before).isEqualTo(seller.refreshToken());
    assertRefused(
        client.token(with("refresh_token", "refresh_token", before)), 400, "invalid_grant");
    assertThat(client.token(with("refresh_token", "refresh_token", returned)).status())
        .isEqualTo(200);
  }

  @Test
  void codeBuysARefreshTokenOnce() {
    String code = app.authorizationCode("new-seller", Region.FE, Optional.empty());

    TestClient.Reply first = client.token(with("authorization_code", "code", code));

    assertThat(first.status()).isEqualTo(200);
    assertThat(app.seller("new-seller").orElseThrow().refreshToken())
        .isEqualTo(first.text("refresh_token"));
    assertThat(client.probe(Region.FE, first.text("access_token")).status()).isEqualTo(200);
    assertRefused(client.token(with("authorization_code", "code", code)), 400, "invalid_grant");
  }

  @Test
  void codeOfAKnownSellerRenewsTheAuthorization() {
    String before = seller.refreshToken();
    String code = app.authorizationCode("acme-us", Region.NA, Optional.empty());

    TestClient.Reply reply = client.token(with("authorization_code", "code", code));

    assertThat(reply.text("refresh_token")).isNotEqualTo(before).isEqualTo(seller.refreshToken());
  }

  @Test
  void codeEndsAfterFiveMinutes() {
    String code = app.authorizationCode("late", Region.NA, Optional.empty());
    amazon.advance(Duration.ofMinutes(5));

    assertRefused(client.token(with("authorization_code", "code", code)), 400, "invalid_grant");
  }

  @Test
  void codeOfAnotherApplicationIsInvalidGrant() {
    String code = amazon.addApp("crm").authorizationCode("new-seller", Region.NA, Optional.empty());

    assertRefused(client.token(with("authorization_code", "code", code)), 400, "invalid_grant");
  }

  @ParameterizedTest
  @CsvSource({"https://erp.example/callback, 200", "https://erp.example/callback2, 400", ", 200"})
  void redirectUriHasToBeTheSameIfGiven(String presented, int status) {
    Optional<URI> registered = Optional.of(URI.create("https://erp.example/callback"));
    Map<String, String> fields =
        with("authorization_code", "code", app.authorizationCode("new", Region.NA, registered));
    if (presented != null) {
      fields.put("redirect_uri", presented);
    }

    assertThat(client.token(fields).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "refresh_token, grant_type",
    "refresh_token, refresh_token",
    "refresh_token, client_id",
    "refresh_token, client_secret",
    "client_credentials, scope",
    "authorization_code, code"
  })
  void missingOrBlankFieldIsInvalidRequest(String grantType, String field) {
    Map<String, String> missing = fields(grantType);
    missing.remove(field);
    Map<String, String> blank = fields(grantType);
    blank.put(field, " ");

    assertRefused(client.token(missing), 400, "invalid_request");
    assertRefused(client.token(blank), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant_type=refresh_token&grant_type=refresh_token",
        "grant_type=refresh_token&client_id=%zz",
        "grant_type"
      })
  void malformedFormIsInvalidRequest(String body) {
    assertRefused(client.token(TestClient.FORM, body), 400, "invalid_request");
  }

  @Test
  void refreshTokenWithScopeIsInvalidRequest() {
    assertRefused(
        client.token(with("refresh_token", "scope", "sellingpartnerapi::notifications")),
        400,
        "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, grant_type=refresh_token",
    "application/x-www-form-urlencoded, {\"grant_type\":\"refresh_token\"}",
    "text/plain, grant_type=refresh_token",
    "application/x-www-form-urlencoded, grant_type=password"
  })
  void otherGrantsAndBodiesThatDoNotFitTheirTypeAreUnsupported(String contentType, String body) {
    assertRefused(client.token(contentType, body), 400, "unsupported_grant_type");
  }

  @Test
  void onlyPostIsAllowed() {
    TestClient.Reply reply = client.send("GET", amazon.lwaEndpoint(), Map.of(), "");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).hasValue("POST");
  }

  @Test
  void upperCasePathIsNotFound() {
    URI path = URI.create(amazon.origin() + "/auth/O2/token");

    assertThat(client.send("POST", path, Map.of(), "").status()).isEqualTo(404);
  }

  private static void assertRefused(TestClient.Reply reply, int status, String error) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
    assertThat(reply.header("Cache-Control")).hasValue("no-store");
  }

  private Map<String, String> fields(String grantType) {
    Map<String, String> fields = new HashMap<>();
    fields.put("grant_type", grantType);
    fields.put("client_id", app.clientId());
    fields.put("client_secret", app.secret());
    switch (grantType) {
      case "refresh_token" -> fields.put("refresh_token", seller.refreshToken());
      case "client_credentials" -> fields.put("scope", "sellingpartnerapi::notifications");
      default -> fields.put("code", app.authorizationCode("other", Region.NA, Optional.empty()));
    }
    return fields;
  }

  private Map<String, String> with(String grantType, String field, String value) {
    Map<String, String> fields = fields(grantType);
    fields.put(field, value);
    return fields;
  }
}
