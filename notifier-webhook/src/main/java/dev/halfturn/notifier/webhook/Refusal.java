// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What an answer means that does not accept a notice. */
final class Refusal {

  private Refusal() {}

  /**
   * The problem behind a status; empty if it accepts.
   *
   * @param word what the answer said, if that was one word
   */
  static Optional<Problem> of(String instance, int status, String word, HttpHeaders headers) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    String said = word.isEmpty() ? "" : " (" + word + ")";
    Problem problem =
        Problem.of(
            code(status), "the webhook of notifier '" + instance + "' answered " + status + said);
    return Optional.of(advice(instance, status, headers).map(problem::withHint).orElse(problem));
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404, 410 -> ErrorCode.NOT_FOUND;
      case 408 -> ErrorCode.TIMEOUT;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> status >= 300 && status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNAVAILABLE;
    };
  }

  private static Optional<String> advice(String instance, int status, HttpHeaders headers) {
    String setting = "notifier." + instance + ".url";
    if (status >= 300 && status < 400) {
      return Optional.of("redirects are not followed: set " + setting + " to where it leads");
    }
    return switch (status) {
      case 401, 403, 404, 410 ->
          Optional.of("it may have been removed: make another, and set " + setting);
      case 429 ->
          headers
              .firstValue("Retry-After")
              .filter(seconds -> seconds.matches("[0-9]{1,6}"))
              .map(seconds -> "it asks for " + seconds + " s of patience");
      default -> Optional.empty();
    };
  }
}
