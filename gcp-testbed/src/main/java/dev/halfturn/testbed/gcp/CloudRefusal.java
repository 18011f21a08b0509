// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service's refusal, as all services of Google write it.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors">errors</a>
 */
public final class CloudRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int http;
  private final String status;
  private final String reason;

  /**
   * @param http status of HTTP
   * @param status canonical name, such as {@code ALREADY_EXISTS}
   * @param message for people
   * @param reason of an ErrorInfo; empty for none
   */
  public CloudRefusal(int http, String status, String message, String reason) {
    super(message);
    this.http = http;
    this.status = status;
    this.reason = reason;
  }

  /** Without an ErrorInfo. */
  public static CloudRefusal of(int http, String status, String message) {
    return new CloudRefusal(http, status, message, "");
  }

  int http() {
    return http;
  }

  Map<String, Object> body() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", http);
    error.put("message", getMessage());
    error.put("status", status);
    if (!reason.isEmpty()) {
      error.put(
          "details",
          List.of(
              Map.of(
                  "@type", "type.googleapis.com/google.rpc.ErrorInfo",
                  "reason", reason,
                  "domain", "googleapis.com")));
    }
    return Map.of("error", error);
  }
}
