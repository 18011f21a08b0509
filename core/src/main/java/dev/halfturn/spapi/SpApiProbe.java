// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpFailure;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.http.UserAgent;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.token.AccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One cheap call to the Selling Partner API, which shows what an exchange does not: that the client
 * secret is older than 180 days. Thread-safe.
 *
 * <p>The operation allows about one call a minute and seller, and bursts of 15: probe hourly at
 * most.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sellers-api-v1-reference">the Sellers
 *     API</a>
 */
public final class SpApiProbe {

  static final String PATH = "/sellers/v1/marketplaceParticipations";

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,40}");

  private final Endpoints endpoints;
  private final InstantSource clock;
  private final HttpCall http;

  /**
   * @param endpoints where to call, and the way there
   * @param clock for the date each call states
   */
  public SpApiProbe(Endpoints endpoints, InstantSource clock) {
    this(endpoints, clock, new HttpCall(HttpLimits.AMAZON, endpoints.proxy(), endpoints.tls()));
  }

  SpApiProbe(Endpoints endpoints, InstantSource clock, HttpCall http) {
    this.endpoints = endpoints;
    this.clock = clock;
    this.http = http;
  }

  /**
   * Calls once, blocking, for at most half a minute.
   *
   * @param region the seller's region
   * @param token a seller's token; grantless ones are refused
   * @return what Amazon answered, refusals and failures included
   * @throws HalfturnException {@link ErrorCode#UNAVAILABLE} or {@link ErrorCode#TIMEOUT} if there
   *     was no answer
   */
  public ProbeResult probe(SpApiRegion region, AccessToken token) {
    long start = System.nanoTime();
    HttpReply reply = call(region, token);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    boolean refused = reply.status() == 401 || reply.status() == 403;
    return new ProbeResult(
        reply.status(),
        refused
            ? Optional.of(SpApiErrors.classify(reply.status(), reply.body()))
            : Optional.empty(),
        reply.header("x-amzn-requestid").filter(id -> REQUEST_ID.matcher(id).matches()),
        reply.date(),
        took);
  }

  private HttpReply call(SpApiRegion region, AccessToken token) {
    Instant now = clock.instant();
    try {
      return http.get(
          URI.create(endpoints.spApi(region) + PATH),
          Map.of(
              "x-amz-access-token",
              token.reveal(),
              "x-amz-date",
              AMZ_DATE.format(now),
              "user-agent",
              UserAgent.HALFTURN,
              "accept",
              "application/json"));
    } catch (HttpFailure e) {
      boolean timeout = e.kind() == HttpFailure.Kind.TIMEOUT;
      throw new HalfturnException(
          Problem.of(
                  timeout ? ErrorCode.TIMEOUT : ErrorCode.UNAVAILABLE,
                  timeout ? "AMAZON_TIMEOUT" : "AMAZON_UNAVAILABLE",
                  "no probe: " + e.getMessage())
              .withHint("nothing is said about any credential; check the network"));
    }
  }
}
