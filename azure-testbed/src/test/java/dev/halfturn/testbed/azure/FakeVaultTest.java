// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeVaultTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");

  private final FakeVault vault = new FakeVault(InstantSource.fixed(NOW));
  private final HttpClient client =
      HttpClient.newBuilder().sslContext(TestCertificate.ofThisProcess().context()).build();
  private String token = vault.token();

  @AfterEach
  void stop() {
    vault.close();
  }

  private HttpResponse<String> sent(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    String address =
        path.startsWith("https:") ? path : vault.endpoint() + path + "?api-version=7.4";
    return sent(
        HttpRequest.newBuilder(URI.create(address.replace("$", "%24")))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return call("GET", path, "");
  }

  private static Map<String, Object> json(HttpResponse<String> response) throws IOException {
    return JSON.std.mapFrom(response.body());
  }

  private HttpResponse<String> put(String name) throws IOException, InterruptedException {
    return call("PUT", "/secrets/" + name, "{\"value\":\"v\"}");
  }

  @Test
  void whoShowsNoTokenIsToldWhereToGetOne() throws Exception {
    HttpResponse<String> response =
        sent(HttpRequest.newBuilder(vault.endpoint().resolve("/secrets?api-version=7.4")));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer authorization=\"https://login.microsoftonline.com/")
        .endsWith("resource=\"https://vault.azure.net\"");
    assertThat(vault.challenges()).isEqualTo(1);
    assertThat(vault.requests()).isEmpty();
  }

  @Test
  void aManagedIdentityGivesTokensForWhatTheyAreAskedFor() throws Exception {
    Map<String, String> environment = vault.identityEnvironment();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(
                environment.get("IDENTITY_ENDPOINT")
                    + "?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net"));
    assertThat(sent(request).statusCode()).isEqualTo(401);

    token =
        (String)
            json(sent(request.header("X-IDENTITY-HEADER", environment.get("IDENTITY_HEADER"))))
                .get("access_token");

    assertThat(get("/secrets").statusCode()).isEqualTo(200);
    assertThat(vault.identityRequests()).containsExactly(FakeVault.RESOURCE);
  }

  @Test
  void aVersionBearsWholeSecondsAndIsReadWithASlashAtTheEndToo() throws Exception {
    Map<String, Object> made = json(put("a"));

    assertThat(String.valueOf(made.get("attributes")))
        .contains("created=" + NOW.getEpochSecond() + ",", "enabled=true");
    assertThat((String) made.get("id")).matches(".*/secrets/a/[0-9a-f]{32}");
    assertThat(json(get("/secrets/A/"))).containsEntry("id", made.get("id"));
  }

  @ParameterizedTest
  @CsvSource({
    "/secrets/a_b, x, 400",
    "/secrets/a, , 400",
    "/secrets/a, long, 400",
    "/secrets/a, x, 200"
  })
  void onlyWhatAVaultTakesIsTaken(String path, String value, int status) throws Exception {
    String text = "long".equals(value) ? "x".repeat(25 * 1024 + 1) : value;
    String body = text == null ? "{}" : "{\"value\":\"" + text + "\"}";

    assertThat(call("PUT", path, body).statusCode()).isEqualTo(status);
  }

  @Test
  void sixteenTagsAreTooMany() throws Exception {
    StringBuilder tags = new StringBuilder("\"t0\":\"x\"");
    for (int i = 1; i < 16; i++) {
      tags.append(",\"t").append(i).append("\":\"x\"");
    }

    assertThat(call("PUT", "/secrets/a", "{\"value\":\"v\",\"tags\":{" + tags + "}}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void listsHaveTwentyFiveItemsAPageAndNoValues() throws Exception {
    for (int i = 10; i < 40; i++) {
      put("s" + i);
    }
    List<Object> found = new ArrayList<>();
    Object next = "/secrets";
    int pages = 0;
    while (next != null) {
      Map<String, Object> page = json(get((String) next));
      found.addAll((List<?>) page.get("value"));
      next = page.get("nextLink");
      pages++;
    }

    assertThat(pages).isEqualTo(2);
    assertThat(found)
        .hasSize(30)
        .doesNotHaveDuplicates()
        .allSatisfy(item -> assertThat(((Map<?, ?>) item).containsKey("value")).isFalse());
  }

  @Test
  void aDisabledVersionIsNotGivenAwayAndAnExpiredOneIs() throws Exception {
    put("a");
    String path = "/secrets/a/" + vault.secrets().current("a").id();
    assertThat(call("PATCH", path, "{\"attributes\":{\"exp\":1}}").statusCode()).isEqualTo(200);
    assertThat(get("/secrets/a").statusCode()).isEqualTo(200);

    call("PATCH", path, "{\"attributes\":{\"enabled\":false}}");

    assertThat(get("/secrets/a").statusCode()).isEqualTo(403);
    assertThat(get("/secrets/a").body()).contains("\"SecretDisabled\"");
    assertThat(call("PATCH", path, "{\"value\":\"w\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void aDeletedSecretHoldsItsNameUntilItIsRecoveredOrPurged() throws Exception {
    put("a");
    vault.secrets().passing(1);

    assertThat(call("DELETE", "/secrets/a", "").statusCode()).isEqualTo(200);
    assertThat(put("a").body()).contains("ObjectIsDeletedButRecoverable");
    assertThat(get("/secrets/a").statusCode()).isEqualTo(404);
    assertThat(get("/deletedsecrets/a").statusCode()).isEqualTo(200);
    assertThat(call("POST", "/deletedsecrets/a/recover", "").statusCode()).isEqualTo(200);
    assertThat(put("a").statusCode()).isEqualTo(200);
    assertThat(vault.secrets().versions("a")).hasSize(2);

    vault.secrets().passing(0);
    call("DELETE", "/secrets/a", "");
    assertThat(call("DELETE", "/deletedsecrets/a", "").statusCode()).isEqualTo(204);
    assertThat(get("/deletedsecrets/a").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsPassingIsSaid() throws Exception {
    put("a");
    vault.secrets().passing(3);
    call("DELETE", "/secrets/a", "");

    HttpResponse<String> refused = put("a");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("ObjectIsBeingDeleted");
    assertThat(call("POST", "/deletedsecrets/a/recover", "").statusCode()).isIn(200, 409);
  }

  @Test
  void whoLacksARightIsRefused() throws Exception {
    put("a");
    vault.denies(VaultRight.GET);

    assertThat(get("/secrets/a").statusCode()).isEqualTo(403);
    assertThat(get("/secrets").statusCode()).isEqualTo(200);
  }

  @Test
  void whatGoesWrongIsWhatTheTestSays() throws Exception {
    put("a");
    vault.once(VaultOperation.GET_SECRET, VaultFault.refused(VaultErrors.throttled(7)));

    HttpResponse<String> refused = get("/secrets/a");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("7");
    assertThat(get("/secrets/a").statusCode()).isEqualTo(200);
    assertThat(vault.operations())
        .containsExactly(
            VaultOperation.SET_SECRET, VaultOperation.GET_SECRET, VaultOperation.GET_SECRET);
  }
}
