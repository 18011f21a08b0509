// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.rpc.ErrorInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a refusal is called. Over HTTP several statuses share a number (400 is {@code
 * INVALID_ARGUMENT} and {@code FAILED_PRECONDITION}, 409 {@code ABORTED} and {@code
 * ALREADY_EXISTS}), of which Google's client makes one class of exception: only the body tells.
 *
 * @param name the canonical name of google.rpc.Code
 * @param http the status of HTTP; 0 if there was none
 * @param reason what an ErrorInfo gives as reason, such as {@code SERVICE_DISABLED}; may be empty
 */
record RpcStatus(String name, int http, String reason) {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{1,40}");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{1,62}");

  private static final Map<Integer, String> BY_HTTP =
      Map.ofEntries(
          Map.entry(400, "INVALID_ARGUMENT"),
          Map.entry(401, "UNAUTHENTICATED"),
          Map.entry(403, "PERMISSION_DENIED"),
          Map.entry(404, "NOT_FOUND"),
          Map.entry(408, "DEADLINE_EXCEEDED"),
          Map.entry(409, "ABORTED"),
          Map.entry(412, "FAILED_PRECONDITION"),
          Map.entry(429, "RESOURCE_EXHAUSTED"),
          Map.entry(499, "CANCELLED"),
          Map.entry(500, "INTERNAL"),
          Map.entry(501, "UNIMPLEMENTED"),
          Map.entry(503, "UNAVAILABLE"),
          Map.entry(504, "DEADLINE_EXCEEDED"));

  /** What the failure says; empty if it is no refusal of a service. */
  static Optional<RpcStatus> of(Throwable failure) {
    Optional<HttpResponseException> answer = Causes.find(failure, HttpResponseException.class);
    if (answer.isPresent()) {
      return Optional.of(ofBody(answer.get().getStatusCode(), answer.get().getContent()));
    }
    return Causes.find(failure, ApiException.class).flatMap(RpcStatus::ofApi);
  }

  /** Over gRPC the code is exact. {@code UNKNOWN} is what Google's client makes of the rest. */
  private static Optional<RpcStatus> ofApi(ApiException failure) {
    String code = failure.getStatusCode().getCode().name();
    ErrorInfo info =
        failure.getErrorDetails() == null ? null : failure.getErrorDetails().getErrorInfo();
    return code.equals("UNKNOWN") || code.equals("CANCELLED")
        ? Optional.empty()
        : Optional.of(new RpcStatus(code, 0, info == null ? "" : plain(REASON, info.getReason())));
  }

  static RpcStatus ofBody(int http, String body) {
    Map<?, ?> error = error(body);
    String said = plain(NAME, error.get("status"));
    String name =
        said.isEmpty() ? BY_HTTP.getOrDefault(http, http >= 500 ? "UNAVAILABLE" : "UNKNOWN") : said;
    return new RpcStatus(name, http, reason(error.get("details")));
  }

  private static Map<?, ?> error(String body) {
    try {
      return body != null && JSON.std.mapFrom(body).get("error") instanceof Map<?, ?> error
          ? error
          : Map.of();
    } catch (IOException | RuntimeException e) { // no JSON: that of a proxy, perhaps
      return Map.of();
    }
  }

  private static String reason(Object details) {
    if (details instanceof List<?> list) {
      for (Object detail : list) {
        if (detail instanceof Map<?, ?> members
            && String.valueOf(members.get("@type")).endsWith("google.rpc.ErrorInfo")) {
          return plain(REASON, members.get("reason"));
        }
      }
    }
    return "";
  }

  private static String plain(Pattern pattern, Object text) {
    return text instanceof String name && pattern.matcher(name).matches() ? name : "";
  }
}
