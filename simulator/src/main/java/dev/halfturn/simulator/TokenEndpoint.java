// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Login with Amazon: client credentials and a grant in, an access token out.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">Connecting
 *     to the SP-API</a>
 */
final class TokenEndpoint {

  private record Client(
      Amazon amazon, SimulatedApp app, IssuedSecret secret, Instant now, Trace trace) {}

  private final Amazon amazon;

  TokenEndpoint(Amazon amazon) {
    this.amazon = amazon;
  }

  Answer answer(HttpRequest request) {
    if (!request.method().equals("POST")) {
      return Answer.empty(405).with("Allow", "POST");
    }
    TokenRequest fields = TokenRequest.read(request);
    String grantType = fields.required("grant_type");
    return switch (grantType) {
      case "refresh_token" -> refreshToken(fields);
      case "client_credentials" -> clientCredentials(fields);
      case "authorization_code" -> authorizationCode(fields);
      default ->
          throw LwaError.refusal(
              400,
              "unsupported_grant_type",
              "The authorization grant type is not supported by the authorization server",
              Trace.NONE);
    };
  }

  private Answer refreshToken(TokenRequest fields) {
    String refreshToken = fields.required("refresh_token");
    if (fields.has("scope")) {
      throw LwaError.invalidRequest("scope does not go with a refresh token", Trace.NONE);
    }
    synchronized (amazon) {
      Client client = authenticate(fields);
      Amazon.Authorization authorization =
          amazon
              .authorization(refreshToken)
              .filter(found -> found.seller().app() == client.app())
              .filter(found -> client.app().lasts(found.at(), client.now()))
              .orElseThrow(() -> LwaError.invalidGrant("refresh_token", client.trace()));
      SimulatedSeller seller = authorization.seller();
      String returned = refreshToken;
      if (amazon.rules().refreshTokensChange()) {
        seller.changeRefreshToken(refreshToken, authorization.at());
        returned = seller.refreshToken();
      }
      return sellerToken(client, seller, returned);
    }
  }

  private Answer authorizationCode(TokenRequest fields) {
    String value = fields.required("code");
    synchronized (amazon) {
      Client client = authenticate(fields);
      Amazon.Code code =
          amazon
              .takeCode(value)
              .filter(found -> found.app() == client.app())
              .filter(found -> isFresh(found, client.now()))
              .filter(found -> redirectFits(found, fields))
              .orElseThrow(() -> LwaError.invalidGrant("code", client.trace()));
      Optional<SimulatedSeller> known = client.app().seller(code.seller());
      SimulatedSeller seller =
          known.orElseGet(() -> client.app().addSeller(code.seller(), code.region()));
      known.ifPresent(SimulatedSeller::reauthorize);
      return sellerToken(client, seller, seller.refreshToken());
    }
  }

  private static boolean isFresh(Amazon.Code code, Instant now) {
    return now.isBefore(code.issuedAt().plus(AmazonFacts.CODE_LIFETIME));
  }

  private static boolean redirectFits(Amazon.Code code, TokenRequest fields) {
    return !fields.has("redirect_uri")
        || code.redirectUri()
            .map(URI::toString)
            .filter(fields.required("redirect_uri")::equals)
            .isPresent();
  }

  private Answer clientCredentials(TokenRequest fields) {
    SortedSet<String> scopes = new TreeSet<>();
    for (String scope : fields.required("scope").split(" ", -1)) {
      scopes.add(scope);
    }
    synchronized (amazon) {
      Client client = authenticate(fields);
      if (!AmazonFacts.GRANTED_SCOPES.containsAll(scopes)) {
        throw LwaError.refusal(
            400, "invalid_scope", "The requested scope is invalid or unknown", client.trace());
      }
      String token = issue(client, AccessTokens.Claims.NO_SELLER, scopes);
      return reply(Json.object("access_token", token), client.trace());
    }
  }

  private Client authenticate(TokenRequest fields) {
    String clientId = fields.required("client_id");
    String presented = fields.required("client_secret");
    Instant now = amazon.now();
    SimulatedApp app =
        amazon.client(clientId).orElseThrow(() -> LwaError.invalidClient(Trace.NONE));
    Trace trace = Trace.NONE.withApp(app.name());
    IssuedSecret secret =
        app.history().exchanging(presented, now).orElseThrow(() -> LwaError.invalidClient(trace));
    return new Client(amazon, app, secret, now, trace.withSecret(secret.number()));
  }

  private static Answer sellerToken(Client client, SimulatedSeller seller, String refreshToken) {
    String token = issue(client, seller.index(), new TreeSet<>());
    return reply(
        Json.object("access_token", token, "refresh_token", refreshToken),
        client.trace().withSeller(seller.name()));
  }

  private static String issue(Client client, int sellerIndex, SortedSet<String> scopes) {
    return client
        .amazon()
        .accessTokens()
        .issue(client.app().index(), sellerIndex, client.secret().number(), scopes, client.now());
  }

  private static Answer reply(Map<String, Object> tokens, Trace trace) {
    tokens.put("token_type", "bearer");
    tokens.put("expires_in", AmazonFacts.ACCESS_TOKEN_LIFETIME.toSeconds());
    return LwaError.headers(Answer.json(200, tokens)).with(trace);
  }
}
