// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An exchange that gave no token. The {@link #reason()} is one of
 *
 * <table>
 * <caption>Reasons</caption>
 * <tr><td>{@code SELLER_REVOKED}</td><td>{@link Fault#SELLER}: {@code invalid_grant}</td></tr>
 * <tr><td>{@code CREDENTIAL_REJECTED}</td><td>{@link Fault#CLIENT_SECRET}: {@code invalid_client}</td></tr>
 * <tr><td>{@code CLIENT_NOT_ALLOWED}</td><td>{@link Fault#REQUEST}: {@code unauthorized_client}, {@code access_denied}</td></tr>
 * <tr><td>{@code SCOPE_INVALID}</td><td>{@link Fault#REQUEST}: {@code invalid_scope}</td></tr>
 * <tr><td>{@code REQUEST_INVALID}</td><td>{@link Fault#REQUEST}: {@code invalid_request}, {@code unsupported_grant_type}, or a credential that cannot be sent</td></tr>
 * <tr><td>{@code AMAZON_THROTTLED}</td><td>{@link Fault#THROTTLED}: status 429</td></tr>
 * <tr><td>{@code AMAZON_UNAVAILABLE}</td><td>{@link Fault#AMAZON}: no connection, or status 5xx</td></tr>
 * <tr><td>{@code AMAZON_TIMEOUT}</td><td>{@link Fault#AMAZON}: no whole answer in time</td></tr>
 * <tr><td>{@code AMAZON_UNTRUSTED}</td><td>{@link Fault#AMAZON}: a certificate that is not trusted</td></tr>
 * <tr><td>{@code AMAZON_UNREADABLE}</td><td>{@link Fault#AMAZON}: an answer that is none: a page, a redirect, a damaged body</td></tr>
 * </table>
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">Amazon's page
 *     of authorization errors</a>
 */
public final class TokenException extends HalfturnException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient Answer answer;

  /** What is known of the answer that was no token. */
  record Answer(
      OptionalInt httpStatus,
      Optional<String> requestId,
      Optional<String> error,
      Optional<Instant> serverTime,
      Optional<Duration> retryAfter) {

    /** There was no answer. */
    static final Answer NONE =
        new Answer(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  TokenException(Problem problem, Fault fault, Answer answer) {
    super(problem);
    this.fault = fault;
    this.answer = answer;
  }

  TokenException(Problem problem, TokenException cause) {
    super(problem, cause);
    this.fault = cause.fault;
    this.answer = cause.answer;
  }

  /** The same, naming what it is about. */
  TokenException about(String subject) {
    Problem told = problem();
    return new TokenException(
        new Problem(told.code(), told.reason(), subject + ": " + told.message(), told.hint()),
        this);
  }

  /** Who has to act. */
  public Fault fault() {
    return fault;
  }

  /** The status of the answer; empty if there was none. */
  public OptionalInt httpStatus() {
    return answer.httpStatus();
  }

  /** Amazon's name for the request, which its support asks for. */
  public Optional<String> requestId() {
    return answer.requestId();
  }

  /** Amazon's error name, such as {@code invalid_grant}. */
  public Optional<String> error() {
    return answer.error();
  }

  /** Amazon's clock as the answer stated it, in whole seconds. */
  public Optional<Instant> serverTime() {
    return answer.serverTime();
  }

  /** How long Amazon asks to wait. */
  public Optional<Duration> retryAfter() {
    return answer.retryAfter();
  }
}
