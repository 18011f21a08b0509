// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked of a service that speaks JSON over HTTP.
 *
 * @param method with that of {@code X-HTTP-Method-Override}, if there is one
 * @param path decoded
 * @param query encoded, without its question mark; may be empty
 * @param body empty if there was none
 * @param authorization the header; empty if there was none
 */
public record CloudRequest(
    String method,
    String path,
    String query,
    Map<String, Object> body,
    Optional<String> authorization) {

  static CloudRequest of(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
    String query = exchange.getRequestURI().getRawQuery();
    return new CloudRequest(
        override == null ? exchange.getRequestMethod() : override,
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        bytes.length == 0 ? Map.of() : JSON.std.mapFrom(bytes),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
  }

  /** Method and path, for lists of what was asked. */
  public String line() {
    return method + " " + path;
  }
}
