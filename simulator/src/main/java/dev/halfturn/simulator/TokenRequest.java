// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a token request, sent as a form or as JSON. */
final class TokenRequest {

  private final Map<String, String> fields;

  private TokenRequest(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads the fields.
   *
   * @throws Refusal as Amazon refuses a body that does not fit its content type, or a field twice
   */
  static TokenRequest read(HttpRequest request) {
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(request.body());
    }
    if (type.startsWith("application/json")) {
      Map<String, Object> json =
          Json.read(request.body()).orElseThrow(TokenRequest::unsupportedGrantType);
      Map<String, String> fields = new HashMap<>();
      json.forEach((name, value) -> fields.put(name, String.valueOf(value)));
      return new TokenRequest(fields);
    }
    throw unsupportedGrantType();
  }

  private static TokenRequest form(String body) {
    if (body.strip().startsWith("{")) {
      throw unsupportedGrantType();
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] nameAndValue = pair.split("=", 2);
      String value = nameAndValue.length == 2 ? decode(nameAndValue[1]) : "";
      if (fields.put(decode(nameAndValue[0]), value) != null) {
        throw LwaError.invalidRequest("a parameter is given twice", Trace.NONE);
      }
    }
    return new TokenRequest(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LwaError.invalidRequest("the body is malformed", Trace.NONE);
    }
  }

  private static Refusal unsupportedGrantType() {
    return LwaError.refusal(
        400,
        "unsupported_grant_type",
        "The authorization grant type is not supported by the authorization server",
        Trace.NONE);
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /**
   * The value of a field.
   *
   * @throws Refusal if the field is missing or blank
   */
  String required(String field) {
    String value = fields.getOrDefault(field, "");
    if (value.isBlank()) {
      throw LwaError.invalidRequest(
          "The request is missing a required parameter : " + field, Trace.NONE);
    }
    return value;
  }

  /** Fields are credentials. */
  @Override
  public String toString() {
    return "token request with " + fields.keySet();
  }
}
