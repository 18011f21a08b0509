// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.internal.http.FormBody;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpFailure;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.http.UserAgent;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.token.TokenException.Answer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a grant for an access token at Amazon's token endpoint. Caches nothing; thread-safe.
 *
 * <p>A success proves that Amazon knows the client secret, not that it is young enough: an overdue
 * secret may go on exchanging while every call made with its tokens is refused. See {@code
 * dev.halfturn.spapi.SpApiProbe}.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">Amazon's
 *     description of the exchange</a>
 */
public final class TokenExchange {

  private static final Logger log = LoggerFactory.getLogger(TokenExchange.class);

  private static final int MAX_TRIES = 3;
  // no new try after this: with the last one's own limit a caller waits a minute at most
  private static final Duration MAX_DURATION = Duration.ofSeconds(30);

  private static final Set<String> PASSING =
      Set.of("AMAZON_UNAVAILABLE", "AMAZON_TIMEOUT", "AMAZON_THROTTLED");

  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type",
          "application/x-www-form-urlencoded;charset=UTF-8",
          "accept",
          "application/json",
          "user-agent",
          UserAgent.HALFTURN);

  private final URI endpoint;
  private final InstantSource clock;
  private final HttpCall http;
  private final FailsafeExecutor<TokenReply> tries;
  private final ExchangeListener listener;

  /**
   * @param endpoints where to exchange, and the way there
   * @param clock for the expiry of tokens
   */
  public TokenExchange(Endpoints endpoints, InstantSource clock) {
    this(endpoints, clock, ExchangeListener.NONE);
  }

  /**
   * @param endpoints where to exchange, and the way there
   * @param clock for the expiry of tokens
   * @param listener told of each exchange
   */
  public TokenExchange(Endpoints endpoints, InstantSource clock, ExchangeListener listener) {
    this(
        endpoints,
        clock,
        listener,
        new HttpCall(HttpLimits.AMAZON, endpoints.proxy(), endpoints.tls()),
        new RetryDelays(new SecureRandom()));
  }

  TokenExchange(
      Endpoints endpoints,
      InstantSource clock,
      ExchangeListener listener,
      HttpCall http,
      RetryDelays delays) {
    this.endpoint = endpoints.lwa();
    this.clock = clock;
    this.listener = listener;
    this.http = http;
    this.tries =
        Failsafe.with(
            RetryPolicy.<TokenReply>builder()
                .handleIf(TokenExchange::mayPass)
                .withMaxAttempts(MAX_TRIES)
                .withMaxDuration(MAX_DURATION)
                .withDelayFnOn(
                    context -> {
                      TokenException last = context.getLastException();
                      return delays.after(context.getAttemptCount(), last.retryAfter());
                    },
                    TokenException.class)
                .build());
  }

  /**
   * Exchanges, blocking. A connection that fails, status 429 and 5xx are tried up to three times,
   * with random pauses of 0.5 to 8 s, or what Amazon asks for up to 8 s; nothing else is repeated.
   * Takes at most about a minute. Has no lasting effect, except that an authorization code is used
   * up.
   *
   * @throws TokenException if there is no token to be had, saying whose fault that is
   * @throws HalfturnException reason {@code INTERRUPTED}, code {@link ErrorCode#UNAVAILABLE}, if
   *     the thread is interrupted in a pause; it stays marked as interrupted
   */
  public TokenReply exchange(ClientCredential client, Grant grant) {
    long begun = System.nanoTime();
    try {
      TokenReply reply = tries.get(() -> once(client, grant));
      listener.exchanged(Duration.ofNanos(System.nanoTime() - begun), Optional.empty());
      return reply;
    } catch (TokenException e) {
      listener.exchanged(Duration.ofNanos(System.nanoTime() - begun), Optional.of(e));
      throw e;
    } catch (FailsafeException e) {
      // nothing else is checked in there
      Thread.currentThread().interrupt();
      throw new HalfturnException(
          Problem.of(
              ErrorCode.UNAVAILABLE,
              "INTERRUPTED",
              "interrupted between two tries of an exchange"));
    }
  }

  private TokenReply once(ClientCredential client, Grant grant) {
    Instant sentAt = clock.instant();
    HttpReply reply = send(client, grant);
    try {
      return TokenAnswer.read(reply, sentAt);
    } catch (TokenException e) {
      log.debug("grant {}: {}", TokenRequest.name(grant), e.getMessage());
      throw e;
    } finally {
      Arrays.fill(reply.body(), (byte) 0);
    }
  }

  private HttpReply send(ClientCredential client, Grant grant) {
    FormBody form = TokenRequest.form(client, grant);
    byte[] body = form.bytes();
    form.wipe();
    try {
      return http.post(endpoint, HEADERS, body);
    } catch (HttpFailure e) {
      log.debug("grant {}: {}", TokenRequest.name(grant), e.getMessage());
      throw noAnswer(e);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof TokenException e
        && PASSING.contains(e.reason())
        && e.retryAfter().map(wait -> wait.compareTo(RetryDelays.LONGEST) <= 0).orElse(true);
  }

  /** That nothing was heard, or nothing that could be read. */
  static TokenException noAnswer(HttpFailure failure) {
    Problem problem =
        switch (failure.kind()) {
          case TIMEOUT ->
              problem(
                  ErrorCode.TIMEOUT,
                  "AMAZON_TIMEOUT",
                  failure,
                  "nothing is said about any credential; check the network, then try again");
          case BROKEN ->
              problem(
                  ErrorCode.UNAVAILABLE,
                  "AMAZON_UNAVAILABLE",
                  failure,
                  "nothing is said about any credential; check the network, then try again");
          case UNTRUSTED ->
              problem(
                  ErrorCode.UNAVAILABLE,
                  "AMAZON_UNTRUSTED",
                  failure,
                  "check this machine's clock and trust store, and what intercepts tls on the way");
          case UNREADABLE ->
              problem(
                  ErrorCode.UNAVAILABLE,
                  LwaError.UNREADABLE.reason,
                  failure,
                  LwaError.UNREADABLE.hint);
        };
    return new TokenException(problem, Fault.AMAZON, Answer.NONE);
  }

  private static Problem problem(ErrorCode code, String reason, HttpFailure failure, String hint) {
    return Problem.of(code, reason, "no token: " + failure.getMessage()).withHint(hint);
  }
}
