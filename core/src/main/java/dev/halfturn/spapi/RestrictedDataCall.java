// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpFailure;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.http.UserAgent;
import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.RestrictedDataExchange;
import dev.halfturn.token.RestrictedResource;
import dev.halfturn.token.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Buys restricted data tokens at the Tokens API of the seller's region. A normal token that Amazon
 * refuses is dropped, and another tried once; nothing else is repeated. Thread-safe.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/tokens-api-use-case-guide">the Tokens
 *     API</a>
 */
public final class RestrictedDataCall implements RestrictedDataExchange {

  static final String PATH = "/tokens/2021-03-01/restrictedDataToken";

  // as with normal tokens: documented is one hour, and a lie in either direction does no harm
  private static final long SHORTEST_LIFE = Duration.ofMinutes(1).toSeconds();
  private static final long LONGEST_LIFE = Duration.ofHours(1).toSeconds();

  private final Endpoints endpoints;
  private final InstantSource clock;
  private final BiFunction<String, String, SpApiRegion> regions;
  private final HttpCall http;

  /**
   * @param endpoints where to call, and the way there
   * @param clock for the expiry of tokens
   * @param regions the region of an application's seller
   */
  public RestrictedDataCall(
      Endpoints endpoints, InstantSource clock, BiFunction<String, String, SpApiRegion> regions) {
    this.endpoints = endpoints;
    this.clock = clock;
    this.regions = regions;
    this.http = new HttpCall(HttpLimits.AMAZON, endpoints.proxy(), endpoints.tls());
  }

  /**
   * {@inheritDoc}
   *
   * @throws SecretOverdueException if the client secret is too old
   * @throws HalfturnException {@link ErrorCode#PERMISSION_DENIED}, reason {@code
   *     RESTRICTED_DATA_REFUSED}, if Amazon does not let the application see that; {@link
   *     ErrorCode#INVALID_ARGUMENT}, reason {@code RESTRICTED_DATA_INVALID}, if it does not
   *     understand the request; {@link ErrorCode#RATE_LIMITED}, {@link ErrorCode#UNAVAILABLE} or
   *     {@link ErrorCode#TIMEOUT} if it may be asked again later
   */
  @Override
  public AccessToken exchange(String app, String seller, TokenSource tokens, RestrictedData data) {
    URI address = URI.create(endpoints.spApi(regions.apply(app, seller)) + PATH);
    byte[] body = Json.write(request(data));
    SpApiCalls calls = new SpApiCalls(tokens, app, endpoints);
    AccessToken normal = calls.token();
    Instant sentAt = clock.instant();
    HttpReply reply = post(address, normal, body);
    Optional<AccessToken> another = calls.another(reply.status(), reply.body(), normal, true);
    if (another.isPresent()) {
      sentAt = clock.instant();
      reply = post(address, another.get(), body);
      calls.requireNotOverdue(reply.status(), reply.body());
    }
    try {
      return read(reply, sentAt);
    } finally {
      Arrays.fill(reply.body(), (byte) 0);
    }
  }

  private HttpReply post(URI address, AccessToken normal, byte[] body) {
    try {
      return http.post(
          address,
          Map.of(
              SpApiCalls.TOKEN_HEADER,
              normal.reveal(),
              SpApiCalls.USER_AGENT_HEADER,
              UserAgent.HALFTURN,
              "content-type",
              "application/json",
              "accept",
              "application/json"),
          body);
    } catch (HttpFailure e) {
      boolean timeout = e.kind() == HttpFailure.Kind.TIMEOUT;
      throw failure(
          timeout ? ErrorCode.TIMEOUT : ErrorCode.UNAVAILABLE,
          timeout ? "AMAZON_TIMEOUT" : "AMAZON_UNAVAILABLE",
          e.getMessage(),
          "check the network, then try again");
    }
  }

  private static Map<String, Object> request(RestrictedData data) {
    Map<String, Object> request = new LinkedHashMap<>();
    data.targetApplication().ifPresent(id -> request.put("targetApplication", id));
    request.put(
        "restrictedResources",
        data.resources().stream().map(RestrictedDataCall::resource).toList());
    return request;
  }

  private static Map<String, Object> resource(RestrictedResource resource) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", resource.method());
    fields.put("path", resource.path());
    if (!resource.dataElements().isEmpty()) {
      fields.put("dataElements", List.copyOf(resource.dataElements()));
    }
    return fields;
  }

  private static AccessToken read(HttpReply reply, Instant sentAt) {
    int status = reply.status();
    if (status == 200) {
      return Json.read(reply.body())
          .flatMap(answer -> token(answer, sentAt))
          .orElseThrow(() -> unreadable(status));
    }
    String told = "http " + status;
    throw switch (status) {
      case 400 ->
          failure(
              ErrorCode.INVALID_ARGUMENT,
              "RESTRICTED_DATA_INVALID",
              "amazon does not understand the restricted resources (" + told + ")",
              "compare methods, paths and data elements with amazon's guide to the tokens api");
      case 401, 403 ->
          failure(
              ErrorCode.PERMISSION_DENIED,
              "RESTRICTED_DATA_REFUSED",
              "amazon does not let the application see that (" + told + ")",
              "check that the application has a role for restricted data and the seller has"
                  + " authorized it, and that the seller's region is right");
      case 429 ->
          failure(
              ErrorCode.RATE_LIMITED,
              "AMAZON_THROTTLED",
              "amazon's tokens api is throttling (" + told + ")",
              "ask for several resources at once; try again later");
      default -> status >= 500 ? unavailable(told) : unreadable(status);
    };
  }

  private static Optional<AccessToken> token(Map<String, Object> answer, Instant sentAt) {
    if (answer.get("restrictedDataToken") instanceof String text
        && answer.get("expiresIn") instanceof Number life) {
      long seconds = Math.min(LONGEST_LIFE, Math.max(SHORTEST_LIFE, life.longValue()));
      try {
        return Optional.of(new AccessToken(text, sentAt.plusSeconds(seconds)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static HalfturnException unavailable(String told) {
    return failure(
        ErrorCode.UNAVAILABLE,
        "AMAZON_UNAVAILABLE",
        "amazon's tokens api is failing (" + told + ")",
        "nothing is said about any credential; try again later");
  }

  private static HalfturnException unreadable(int status) {
    return failure(
        ErrorCode.UNAVAILABLE,
        "AMAZON_UNREADABLE",
        "the answer is not one of amazon's tokens api (http " + status + ")",
        "look for a proxy or a test server in between; nothing is said about any credential");
  }

  private static HalfturnException failure(
      ErrorCode code, String reason, String message, String hint) {
    return new HalfturnException(
        Problem.of(code, reason, "no restricted data token: " + message).withHint(hint));
  }
}
