// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpFailure;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.http.UserAgent;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the token endpoint answers at all, and what time it is there. No credential is sent, so
 * the answer is a refusal; that it comes is what counts. Thread-safe.
 */
public final class Reachability {

  private final Endpoints endpoints;
  private final HttpCall http;

  public Reachability(Endpoints endpoints) {
    this.endpoints = endpoints;
    this.http = new HttpCall(HttpLimits.AMAZON, endpoints.proxy(), endpoints.tls());
  }

  /**
   * What was heard.
   *
   * @param serverTime Amazon's time, to the second; empty if the answer does not tell it
   * @param took how long it took
   */
  public record Answer(Optional<Instant> serverTime, Duration took) {}

  /**
   * Asks once, blocking, for at most half a minute.
   *
   * @throws HalfturnException {@link ErrorCode#UNAVAILABLE} or {@link ErrorCode#TIMEOUT} if there
   *     was no answer
   */
  public Answer ask() {
    long begun = System.nanoTime();
    try {
      HttpReply reply = http.get(endpoints.lwa(), Map.of("user-agent", UserAgent.HALFTURN));
      return new Answer(reply.date(), Duration.ofNanos(System.nanoTime() - begun));
    } catch (HttpFailure e) {
      throw TokenExchange.noAnswer(e);
    }
  }
}
