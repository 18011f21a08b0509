// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Amazon's answers to the request mean. Of their texts nothing is quoted but the id of the
 * request, which Amazon's support asks for.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference">the
 *     answers</a>
 */
final class RotateAnswer {

  /** As often as Amazon allows: 0.0167 requests a second. */
  static final Duration LEAST_WAIT = Duration.ofMinutes(1);

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int NO_CONTENT = 204;

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private static final String CONSOLE =
      "open Amazon's developer console (Solution Provider Portal, or Seller Central: Apps and"
          + " Services > Develop Apps), ";
  private static final String NOT_ENROLLED = "enrolled";
  private static final String SECRET_EXPIRED = "lwa secret token you provided has expired";
  private static final String TOKEN_EXPIRED = "access token you provided has expired";
  private static final String TOKEN_INVALID = "revoked, malformed or invalid";

  private RotateAnswer() {}

  static IssuerAnswer notSent(String what) {
    return of(
        Outcome.NOT_SENT,
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "AMAZON_UNAVAILABLE",
                "no new client secret was asked for: " + what)
            .withHint("nothing was sent; see to the network, then ask again"));
  }

  static IssuerAnswer late(String host) {
    return unknown(ErrorCode.TIMEOUT, "AMAZON_TIMEOUT", host + " did not answer in time");
  }

  static IssuerAnswer lost(String what) {
    return unknown(ErrorCode.UNAVAILABLE, "AMAZON_UNAVAILABLE", what);
  }

  private static IssuerAnswer unknown(ErrorCode code, String reason, String what) {
    return of(
        Outcome.UNKNOWN,
        Problem.of(code, reason, "nobody knows whether there is a new client secret: " + what)
            .withHint("wait for the queue; do not ask again meanwhile"));
  }

  /**
   * @param body as far as it came; empty if none did
   * @param requestId of the header {@code x-amzn-RequestId}
   * @param retryAfter of the header of that name
   */
  static IssuerAnswer of(
      int status, String body, Optional<String> requestId, Optional<String> retryAfter) {
    String request =
        requestId
            .filter(id -> REQUEST_ID.matcher(id).matches())
            .map(id -> " (request " + id + ")")
            .orElse("");
    if (status == NO_CONTENT) {
      return new IssuerAnswer(Outcome.ACCEPTED, Optional.empty(), Optional.empty());
    }
    if (status == 407) {
      return notSent("the proxy wants to know who asks");
    }
    if (status == 429) {
      return throttled(request, retryAfter);
    }
    if (status < 400 || status == 408 || status >= 500) {
      return lost("Amazon answered with status " + status + request);
    }
    return of(Outcome.REFUSED, refused(status, body.toLowerCase(Locale.ROOT), request));
  }

  private static IssuerAnswer throttled(String request, Optional<String> retryAfter) {
    Duration wait =
        retryAfter
            .map(String::strip)
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .map(asked -> asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT)
            .filter(asked -> asked.compareTo(LEAST_WAIT) > 0)
            .orElse(LEAST_WAIT);
    return new IssuerAnswer(
        Outcome.THROTTLED,
        Optional.of(
            Problem.of(
                    ErrorCode.RATE_LIMITED,
                    "Amazon makes one client secret a minute at most" + request)
                .withHint("wait for " + wait.toSeconds() + " s, then ask again")),
        Optional.of(wait));
  }

  private static Problem refused(int status, String body, String request) {
    return switch (status) {
      case 400 ->
          body.contains(NOT_ENROLLED)
              ? notEnrolled(request)
              : unusual(ErrorCode.FAILED_PRECONDITION, status, request);
      case 401, 403 -> forbidden(body, request);
      default -> unusual(ErrorCode.UNSUPPORTED, status, request);
    };
  }

  private static Problem notEnrolled(String request) {
    return Problem.of(
            ErrorCode.FAILED_PRECONDITION,
            "NOT_ENROLLED",
            "the application is not enrolled for notifications of new client secrets" + request)
        .withHint(
            CONSOLE
                + "page Notification Preferences, enter the ARN of the queue in the rows Application"
                + " Client New Secret and Application Client Secret Expiry, Subscribe");
  }

  private static Problem forbidden(String body, String request) {
    if (body.contains(SECRET_EXPIRED)) {
      return Problem.of(
              ErrorCode.UNAUTHENTICATED,
              "CLIENT_SECRET_EXPIRED",
              "the client secret is past its end and cannot ask for a new one" + request)
          .withHint(CONSOLE + "column LWA credentials, View, Rotate secret: only a person can now");
    }
    if (body.contains(TOKEN_EXPIRED) || body.contains(TOKEN_INVALID)) {
      return Problem.of(
              ErrorCode.UNAUTHENTICATED, "Amazon does not accept the token that asks" + request)
          .withHint("buy another one with the current client secret, then ask again");
    }
    return Problem.of(
            ErrorCode.PERMISSION_DENIED,
            "Amazon does not let this application ask for a new client secret" + request)
        .withHint(
            "the token needs the scope sellingpartnerapi::client_credential:rotation, and an"
                + " application of the sandbox may not ask at all");
  }

  private static Problem unusual(ErrorCode code, int status, String request) {
    return Problem.of(
            code, "Amazon refused to make a new client secret, with status " + status + request)
        .withHint(
            "the call may have changed: look for a newer version of Halfturn, and rotate by hand"
                + " meanwhile: halfturn rotate");
  }

  private static IssuerAnswer of(Outcome outcome, Problem problem) {
    return new IssuerAnswer(outcome, Optional.of(problem), Optional.empty());
  }
}
