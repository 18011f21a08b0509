// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service of Azure says when it refuses, without its texts, which repeat what was sent.
 *
 * @param status of HTTP
 * @param code the service's own name of the refusal, such as {@code Forbidden}; empty if it has
 *     none
 * @param inner the name within that, such as {@code ForbiddenByFirewall}; empty if there is none
 */
public record Refusal(int status, String code, String inner) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._]{1,64}");
  private static final Pattern XML = Pattern.compile("<Code>([^<]{1,64})</Code>");

  /** Empty if there was no answer at all. */
  public static Optional<Refusal> of(HttpResponseException failure) {
    HttpResponse response = failure.getResponse();
    return response == null
        ? Optional.empty()
        : Optional.of(of(response.getStatusCode(), body(failure, response)));
  }

  /** The finest name that it has; empty if it has none. */
  public String name() {
    return inner.isEmpty() ? code : inner;
  }

  private static Object body(HttpResponseException failure, HttpResponse response) {
    if (failure.getValue() != null) {
      return failure.getValue();
    }
    try {
      return response.getBodyAsBinaryData().toString();
    } catch (RuntimeException e) {
      return ""; // it has been read, or is no more to be had
    }
  }

  /**
   * @param body parsed, or as text that is JSON or XML
   */
  static Refusal of(int status, Object body) {
    if (body instanceof Map<?, ?> members) {
      Object error = members.get("error");
      return error instanceof Map<?, ?> object
          ? new Refusal(status, code(object), inner(object))
          : new Refusal(status, code(members), "");
    }
    String text = String.valueOf(body);
    Matcher xml = XML.matcher(text);
    if (xml.find()) {
      return new Refusal(status, legal(xml.group(1)), "");
    }
    return parse(text)
        .map(members -> of(status, members))
        .orElseGet(() -> new Refusal(status, "", ""));
  }

  private static Optional<Map<String, Object>> parse(String text) {
    try {
      return Optional.of(JSON.std.mapFrom(text));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String inner(Map<?, ?> error) {
    String deepest = "";
    Object object = within(error);
    for (int depth = 0; object instanceof Map<?, ?> members && depth < 5; depth++) {
      String code = code(members);
      deepest = code.isEmpty() ? deepest : code;
      object = within(members);
    }
    return deepest;
  }

  /** Azure's guidelines spell it in one way, some of its services in the other. */
  private static Object within(Map<?, ?> error) {
    Object lower = error.get("innererror");
    return lower == null ? error.get("innerError") : lower;
  }

  private static String code(Map<?, ?> members) {
    return legal(String.valueOf(members.get("code")));
  }

  private static String legal(String name) {
    return NAME.matcher(name).matches() && !name.equals("null") ? name : "";
  }
}
