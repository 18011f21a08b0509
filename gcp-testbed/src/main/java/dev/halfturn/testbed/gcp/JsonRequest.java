// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request over HTTP.
 *
 * @param method {@code GET}, {@code POST} ..
 * @param path decoded, from its first slash
 * @param query decoded
 * @param body as it came
 */
record JsonRequest(String method, String path, Map<String, String> query, String body) {

  static JsonRequest of(HttpExchange exchange) throws IOException {
    return new JsonRequest(
        method(exchange),
        exchange.getRequestURI().getPath(),
        form(exchange.getRequestURI().getRawQuery()),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Clients that cannot send every method name it in a header. */
  private static String method(HttpExchange exchange) {
    String meant = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
    return meant == null ? exchange.getRequestMethod() : meant;
  }

  /** The parts of a query, or of a form. */
  static Map<String, String> form(String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String query(String key) {
    return query.getOrDefault(key, "");
  }

  int number(String key) {
    try {
      return Integer.parseInt(query.getOrDefault(key, "0"));
    } catch (NumberFormatException e) {
      throw GcpError.invalid("not a number: " + key);
    }
  }

  /** Reads the body into a message; what has no field there is refused. */
  <B extends Message.Builder> B into(B message) {
    try {
      JsonFormat.parser().merge(body.isBlank() ? "{}" : body, message);
    } catch (InvalidProtocolBufferException e) {
      throw GcpError.invalid(
          "Invalid JSON payload received for " + message.getDescriptorForType().getName());
    }
    return message;
  }
}
