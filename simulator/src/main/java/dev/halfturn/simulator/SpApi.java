// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two operations of the Selling Partner API: the cheap call that serves as a probe, and the
 * rotation; and what all operations have in common.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">Authorization
 *     errors</a>
 */
final class SpApi {

  /** Whose token was presented. */
  record Caller(
      SimulatedApp app, Optional<SimulatedSeller> seller, AccessTokens.Claims token, Trace trace) {}

  static final String RATE_HEADER = "x-amzn-RateLimit-Limit";
  private static final String NO_DETAILS = "";

  private final Amazon amazon;

  SpApi(Amazon amazon) {
    this.amazon = amazon;
  }

  Answer probe(Region region, HttpRequest request) {
    synchronized (amazon) {
      Caller caller = authorizeSeller(region, request);
      if (!request.method().equals("GET") || caller.token().restricted()) {
        throw SpApiError.unauthorized(NO_DETAILS, caller.trace());
      }
      if (amazon.rules().probeLimited()
          && !caller.seller().orElseThrow().probeBudget().take(amazon.now())) {
        return SpApiError.quotaExceeded().with(caller.trace().withError("QuotaExceeded"));
      }
      return participations(region).with(RATE_HEADER, "0.016").with(caller.trace());
    }
  }

  Answer rotate(HttpRequest request) {
    synchronized (amazon) {
      Instant now = amazon.now();
      Caller caller = authorize(request, now);
      if (!caller.token().scopes().contains(AmazonFacts.SCOPE_ROTATION)
          || !request.method().equals("POST")) {
        throw SpApiError.unauthorized(NO_DETAILS, caller.trace());
      }
      if (!caller.app().mayCallRotate(now)) {
        return SpApiError.quotaExceeded().with(caller.trace().withError("QuotaExceeded"));
      }
      if (!caller.app().enrolled()) {
        return SpApiError.answer(
                400, "InvalidInput", AmazonFacts.NOT_ENROLLED, NO_DETAILS, "InvalidInputException")
            .with(RATE_HEADER, "0.0167")
            .with(caller.trace().withError("InvalidInput"));
      }
      caller.app().rotate();
      return Answer.empty(204).with(RATE_HEADER, "0.0167").with(caller.trace());
    }
  }

  /** What SP-API says to a path it does not have. */
  static Answer unknownOperation() {
    return SpApiError.unauthorized(NO_DETAILS, Trace.NONE).answer();
  }

  /** Whose token a call presents that is made on behalf of a seller of that region. */
  Caller authorizeSeller(Region region, HttpRequest request) {
    Caller caller = authorize(request, amazon.now());
    SimulatedSeller seller =
        caller.seller().orElseThrow(() -> SpApiError.unauthorized(NO_DETAILS, caller.trace()));
    if (seller.region() != region) {
      throw SpApiError.unauthorized(AmazonFacts.WRONG_REGION, caller.trace());
    }
    return caller;
  }

  private Caller authorize(HttpRequest request, Instant now) {
    String header =
        request
            .header(AmazonFacts.TOKEN_HEADER)
            .orElseThrow(() -> SpApiError.unauthorized(AmazonFacts.TOKEN_MISSING, Trace.NONE));
    AccessTokens.Claims token =
        amazon
            .accessTokens()
            .read(header)
            .orElseThrow(() -> SpApiError.unauthorized(AmazonFacts.TOKEN_INVALID, Trace.NONE));
    SimulatedApp app = amazon.app(token.appIndex());
    Trace trace = Trace.NONE.withApp(app.name()).withSecret(token.secretNumber());
    Optional<SimulatedSeller> seller = Optional.empty();
    if (token.sellerIndex() != AccessTokens.Claims.NO_SELLER) {
      seller = Optional.of(amazon.seller(token.sellerIndex()));
      trace = trace.withSeller(seller.get().name());
    }
    Caller caller = new Caller(app, seller, token, trace);
    refuseUnlessValid(caller, now);
    return caller;
  }

  private static void refuseUnlessValid(Caller caller, Instant now) {
    AccessTokens.Claims token = caller.token();
    if (!now.isBefore(token.issuedAt().plus(AmazonFacts.ACCESS_TOKEN_LIFETIME))) {
      throw SpApiError.unauthorized(AmazonFacts.TOKEN_EXPIRED, caller.trace());
    }
    if (caller.app().refuses(token)
        || caller.seller().filter(seller -> seller.refuses(token)).isPresent()) {
      throw SpApiError.unauthorized(AmazonFacts.TOKEN_INVALID, caller.trace());
    }
    if (!caller.app().history().numbered(token.secretNumber()).worksAt(now)) {
      throw SpApiError.unauthorized(AmazonFacts.SECRET_EXPIRED, caller.trace());
    }
  }

  private static Answer participations(Region region) {
    return Answer.json(
        200,
        Json.object(
            "payload",
            List.of(
                Json.object(
                    "marketplace",
                    Json.object(
                        "id", region.marketplaceId(),
                        "countryCode", region.countryCode(),
                        "name", region.marketplaceName(),
                        "domainName", region.domainName()),
                    "participation",
                    Json.object("isParticipating", true, "hasSuspendedListings", false)))));
  }
}
