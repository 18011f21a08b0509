// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Gives a token to whoever signs for one, as a service account does. The signature is not checked:
 * whatever key a test has made up is the right one.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">the
 *     exchange</a>
 */
final class TokenEndpoint {

  static final String PATH = "/token";

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private TokenEndpoint() {}

  static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form =
          JsonRequest.form(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      boolean signed =
          GRANT.equals(form.get("grant_type"))
              && form.getOrDefault("assertion", "").split("\\.").length == 3;
      Map<String, Object> answer =
          signed
              ? Map.of("access_token", "ya29.example", "expires_in", 3600, "token_type", "Bearer")
              : Map.of("error", "invalid_grant", "error_description", "Invalid JWT");
      byte[] body = JSON.std.asBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(signed ? 200 : 400, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
