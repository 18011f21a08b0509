// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import com.amazon.SellingPartnerAPIAA.LWAAuthorizationCredentials;
import com.amazon.SellingPartnerAPIAA.LWAAuthorizationSigner;
import dev.halfturn.Halfturn;
import dev.halfturn.Registration;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.spapi.SecretOverdueException;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.RestrictedResource;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import software.amazon.spapi.ApiClient;

/** The listings of {@code docs/guide/http-clients.md}, which the tests beside run. */
final class HttpClientsPage {

  private HttpClientsPage() {}

  static int demonstration(Halfturn halfturn, String address) throws IOException {
    TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us");
    Endpoints endpoints = halfturn.configuration().endpoints();
    OkHttpClient http =
        SpApiInterceptor.of(tokens, "erp", endpoints).addTo(new OkHttpClient.Builder()).build();

    Request request = new Request.Builder().url(address).build();
    try (Response response = http.newCall(request).execute()) {
      return response.code(); // 200, also right after a rotation
    }
  }

  static HttpResponse<String> jdk(Halfturn halfturn, TokenSource tokens, URI address)
      throws IOException, InterruptedException {
    Endpoints endpoints = halfturn.configuration().endpoints();
    SpApiHttpClient http = SpApiHttpClient.of(HttpClient.newHttpClient(), tokens, "erp", endpoints);

    HttpRequest request = HttpRequest.newBuilder(address).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    CompletableFuture<HttpResponse<String>> later =
        http.sendAsync(request, BodyHandlers.ofString());
    return response.statusCode() == 200 ? later.join() : response;
  }

  static ApiClient sdk(TokenSource tokens, Endpoints endpoints, String address) {
    LWAAuthorizationCredentials nothing =
        LWAAuthorizationCredentials.builder()
            .clientId("unused")
            .clientSecret("unused") // the real ones never enter the SDK
            .refreshToken("unused")
            .endpoint("https://api.amazon.com/auth/o2/token")
            .build();
    OkHttpClient http =
        SpApiInterceptor.of(tokens, "erp", endpoints).addTo(new OkHttpClient.Builder()).build();
    ApiClient client =
        new ApiClient(http)
            .setLWAAuthorizationSigner(
                new LWAAuthorizationSigner(nothing, new HalfturnTokenCache(tokens)))
            .setBasePath(address);
    return client;
  }

  static TokenSource restricted(Halfturn halfturn) {
    RestrictedData addresses =
        RestrictedData.of(RestrictedResource.get("/orders/v0/orders/{orderId}/address"));
    TokenSource restricted = halfturn.tokens().forRestrictedData("erp", "acme-us", addresses);
    return restricted;
  }

  static String overdue(OkHttpClient http, Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return response.body().string();
    } catch (HalfturnIOException e) {
      if (e.failure() instanceof SecretOverdueException overdue) {
        return "rotate the client secret of " + overdue.app();
      }
      throw e;
    }
  }

  static Registration onRotated(Halfturn halfturn, Connections connections) {
    Registration registration =
        halfturn.onRotated(news -> connections.renew(news.app(), news.fingerprint()));
    return registration;
  }

  /** Something that was made with a client secret. */
  interface Connections {
    void renew(String app, Fingerprint secret);
  }
}
