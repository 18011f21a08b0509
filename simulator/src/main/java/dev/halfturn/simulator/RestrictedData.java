// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Tokens API, and one operation that shows nothing without a token of it: the address of an
 * order.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/tokens-api-use-case-guide">the Tokens
 *     API</a>
 */
final class RestrictedData {

  /** What the tokens given are good for, by their number, as long as they live. */
  private record Given(List<RestrictedResource> resources, Instant until) {}

  private final Amazon amazon;
  private final SpApi spApi;
  private final Map<Long, Given> given = new HashMap<>();

  RestrictedData(Amazon amazon, SpApi spApi) {
    this.amazon = amazon;
    this.spApi = spApi;
  }

  Answer token(Region region, HttpRequest request) {
    synchronized (amazon) {
      SpApi.Caller caller = spApi.authorizeSeller(region, request);
      if (!request.method().equals("POST") || caller.token().restricted()) {
        throw SpApiError.unauthorized("", caller.trace());
      }
      Instant now = amazon.now();
      if (!caller.seller().orElseThrow().restrictedBudget().take(now)) {
        return SpApiError.quotaExceeded().with(caller.trace().withError("QuotaExceeded"));
      }
      List<RestrictedResource> resources;
      try {
        resources = RestrictedResource.read(request.body());
      } catch (IllegalArgumentException e) {
        return SpApiError.answer(400, "InvalidInput", e.getMessage(), "", "InvalidInputException")
            .with(caller.trace().withError("InvalidInput"));
      }
      return Answer.json(
              200,
              Json.object(
                  "restrictedDataToken",
                  issue(caller, resources, now),
                  "expiresIn",
                  AmazonFacts.ACCESS_TOKEN_LIFETIME.toSeconds()))
          .with(SpApi.RATE_HEADER, "1.0")
          .with(caller.trace());
    }
  }

  private String issue(SpApi.Caller caller, List<RestrictedResource> resources, Instant now) {
    AccessTokens.Claims normal = caller.token();
    String token =
        amazon
            .accessTokens()
            .issueRestricted(normal.appIndex(), normal.sellerIndex(), normal.secretNumber(), now);
    given.values().removeIf(some -> !now.isBefore(some.until()));
    given.put(
        amazon.accessTokens().read(token).orElseThrow().serial(),
        new Given(resources, now.plus(AmazonFacts.ACCESS_TOKEN_LIFETIME)));
    return token;
  }

  /** The address of any order, for whoever has a restricted data token for it. */
  Answer address(Region region, String path, HttpRequest request) {
    synchronized (amazon) {
      SpApi.Caller caller = spApi.authorizeSeller(region, request);
      if (!request.method().equals("GET") || !mayRead(caller.token(), request.method(), path)) {
        throw SpApiError.unauthorized("", caller.trace());
      }
      return Answer.json(
              200,
              Json.object(
                  "payload",
                  Json.object(
                      "AmazonOrderId",
                      path.split("/", -1)[4],
                      "ShippingAddress",
                      Json.object(
                          "Name", "Jane Doe",
                          "AddressLine1", "1 Example Street",
                          "City", "Springfield",
                          "CountryCode", region.countryCode()))))
          .with(SpApi.RATE_HEADER, "0.5")
          .with(caller.trace());
    }
  }

  private boolean mayRead(AccessTokens.Claims token, String method, String path) {
    Given some = given.get(token.serial());
    return token.restricted()
        && some != null
        && some.resources().stream().anyMatch(resource -> resource.allows(method, path));
  }
}
