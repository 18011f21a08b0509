// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** Errors of the token endpoint. */
final class LwaError {

  private LwaError() {}

  static Answer answer(int status, String error, String description) {
    return headers(
        Answer.json(status, Json.object("error_description", description, "error", error)));
  }

  static Refusal refusal(int status, String error, String description, Trace trace) {
    return new Refusal(answer(status, error, description).with(trace.withError(error)));
  }

  static Refusal invalidClient(Trace trace) {
    return refusal(401, "invalid_client", "Client authentication failed", trace);
  }

  static Refusal invalidGrant(String field, Trace trace) {
    return refusal(
        400, "invalid_grant", "The request has an invalid grant parameter : " + field, trace);
  }

  static Refusal invalidRequest(String description, Trace trace) {
    return refusal(400, "invalid_request", description, trace);
  }

  static Answer headers(Answer answer) {
    return answer.with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }
}
