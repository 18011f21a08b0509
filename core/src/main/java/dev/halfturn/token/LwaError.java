// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import java.util.Optional;

/**
 * The errors of the token endpoint.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">authorization
 *     errors</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">the standard they come
 *     from</a>
 */
enum LwaError {
  INVALID_GRANT(
      Fault.SELLER,
      ErrorCode.FAILED_PRECONDITION,
      "SELLER_REVOKED",
      "amazon refused the seller's authorization",
      "the seller must authorise the application again; the client secret is not at fault"),
  INVALID_CLIENT(
      Fault.CLIENT_SECRET,
      ErrorCode.UNAUTHENTICATED,
      "CREDENTIAL_REJECTED",
      "amazon refused the client id or the client secret",
      "compare both with the developer console; if the secret was rotated there, store the new one"),
  UNAUTHORIZED_CLIENT(
      Fault.REQUEST,
      ErrorCode.PERMISSION_DENIED,
      "CLIENT_NOT_ALLOWED",
      "amazon does not allow this application such a token",
      "check that the refresh token was issued for this client id and the grant is enabled"),
  ACCESS_DENIED(
      Fault.REQUEST,
      ErrorCode.PERMISSION_DENIED,
      "CLIENT_NOT_ALLOWED",
      "amazon denied the application access",
      "check that the refresh token was issued for this client id and the grant is enabled"),
  INVALID_SCOPE(
      Fault.REQUEST,
      ErrorCode.INVALID_ARGUMENT,
      "SCOPE_INVALID",
      "amazon does not know the scope or has not granted it",
      "check the spelling, for example " + Scopes.CLIENT_CREDENTIAL_ROTATION),
  UNSUPPORTED_GRANT_TYPE(
      Fault.REQUEST,
      ErrorCode.INVALID_ARGUMENT,
      "REQUEST_INVALID",
      "amazon does not understand the request",
      "report this: it is a fault of halfturn, or of what stands between it and amazon"),
  INVALID_REQUEST(
      Fault.REQUEST,
      ErrorCode.INVALID_ARGUMENT,
      "REQUEST_INVALID",
      "amazon calls the request malformed",
      "look for blanks, line ends or missing characters in the stored credentials"),
  SERVER_ERROR(
      Fault.AMAZON,
      ErrorCode.UNAVAILABLE,
      "AMAZON_UNAVAILABLE",
      "amazon's token endpoint is failing",
      "nothing is said about any credential; try again later"),
  TEMPORARILY_UNAVAILABLE(
      Fault.AMAZON,
      ErrorCode.UNAVAILABLE,
      "AMAZON_UNAVAILABLE",
      "amazon's token endpoint is not available",
      "nothing is said about any credential; try again later"),
  /** Not a name Amazon sends, but what status 429 means. */
  THROTTLED(
      Fault.THROTTLED,
      ErrorCode.RATE_LIMITED,
      "AMAZON_THROTTLED",
      "amazon's token endpoint is throttling",
      "ask for fewer tokens: one serves for an hour; try again later"),
  /** Not a name Amazon sends, but what an answer without one of its names means. */
  UNREADABLE(
      Fault.AMAZON,
      ErrorCode.UNAVAILABLE,
      "AMAZON_UNREADABLE",
      "the answer is not one of amazon's token endpoint",
      "look for a proxy or a test server in between; nothing is said about any credential");

  final Fault fault;
  final ErrorCode code;
  final String reason;
  final String message;
  final String hint;

  LwaError(Fault fault, ErrorCode code, String reason, String message, String hint) {
    this.fault = fault;
    this.code = code;
    this.reason = reason;
    this.message = message;
    this.hint = hint;
  }

  /**
   * What an answer that is no token means. A failing or throttling server says nothing about a
   * credential, whatever its body says; otherwise the name counts and not the status, since
   * gateways use the same statuses.
   */
  static LwaError of(int status, Optional<String> error) {
    if (status == 429) {
      return THROTTLED;
    }
    if (status >= 500) {
      return TEMPORARILY_UNAVAILABLE;
    }
    return error.flatMap(LwaError::named).orElse(UNREADABLE);
  }

  private static Optional<LwaError> named(String error) {
    return switch (error) {
      case "invalid_grant" -> Optional.of(INVALID_GRANT);
      case "invalid_client" -> Optional.of(INVALID_CLIENT);
      case "unauthorized_client" -> Optional.of(UNAUTHORIZED_CLIENT);
      case "access_denied" -> Optional.of(ACCESS_DENIED);
      case "invalid_scope" -> Optional.of(INVALID_SCOPE);
      case "unsupported_grant_type" -> Optional.of(UNSUPPORTED_GRANT_TYPE);
      case "invalid_request" -> Optional.of(INVALID_REQUEST);
      case "server_error" -> Optional.of(SERVER_ERROR);
      case "temporarily_unavailable" -> Optional.of(TEMPORARILY_UNAVAILABLE);
      default -> Optional.empty();
    };
  }
}
