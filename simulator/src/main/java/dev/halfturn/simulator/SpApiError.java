// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.List;

/** Errors of the Selling Partner API: a list of code, message and details. */
final class SpApiError {

  private SpApiError() {}

  static Answer answer(int status, String code, String message, String details, String type) {
    return Answer.json(
            status,
            Json.object(
                "errors",
                List.of(Json.object("code", code, "message", message, "details", details))))
        .with("x-amzn-ErrorType", type)
        .with(Trace.NONE.withError(code));
  }

  /** The 403 whose details are the only thing that tells the reasons apart. */
  static Refusal unauthorized(String details, Trace trace) {
    Answer answer =
        answer(
            403,
            "Unauthorized",
            "Access to requested resource is denied.",
            details,
            "AccessDeniedException");
    return new Refusal(answer.with(trace.withError("Unauthorized")));
  }

  static Answer quotaExceeded() {
    return answer(
        429,
        "QuotaExceeded",
        "You exceeded your quota for the requested resource.",
        "",
        "TooManyRequestsException");
  }
}
