// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.RawServer;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExchangeTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** Notes the pauses an exchange would make, and makes none. */
  private static final class NoDelays extends RetryDelays {
    private final List<Duration> pauses = new ArrayList<>();

    NoDelays() {
      super(new Random(1));
    }

    @Override
    Duration after(int tries, Optional<Duration> asked) {
      pauses.add(super.after(tries, asked));
      return Duration.ZERO;
    }
  }

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final NoDelays delays = new NoDelays();
  private final List<Optional<String>> heard = new ArrayList<>();
  private final TokenExchange exchange = exchange(amazon.lwaEndpoint(), HttpLimits.AMAZON);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);

  private TokenExchange exchange(URI lwa, HttpLimits limits) {
    Endpoints endpoints = Endpoints.builder().allowCustom(true).lwa(lwa.toString()).build();
    return new TokenExchange(
        endpoints,
        amazon::now,
        (took, failure) -> heard.add(failure.map(e -> e.fault().name())),
        new HttpCall(limits, endpoints.proxy(), endpoints.tls()),
        delays);
  }

  @AfterEach
  void stop() {
    amazon.close();
  }

  private ClientCredential client() {
    return client(app.secret());
  }

  private ClientCredential client(String secret) {
    return new ClientCredential(app.clientId(), SecretValue.ofUtf8(secret));
  }

  private Grant refresh() {
    return new Grant.RefreshToken(SecretValue.ofUtf8(seller.refreshToken()));
  }

  private TokenException failure() {
    return failure(client(), refresh());
  }

  private TokenException failure(ClientCredential client, Grant grant) {
    TokenException failure =
        catchThrowableOfType(TokenException.class, () -> exchange.exchange(client, grant));
    assertThat(failure).isNotNull();
    return failure;
  }

  private long calls() {
    return amazon.log().calls(Endpoint.TOKEN);
  }

  @Test
  void aRefreshTokenGivesAnAccessTokenForAnHour() {
    TokenReply reply = exchange.exchange(client(), refresh());
    assertThat(reply.token().reveal()).startsWith("Atza|");
    assertThat(reply.token().expiresAt()).isEqualTo(START.plusSeconds(3600));
    assertThat(reply.refreshToken()).contains(SecretValue.ofUtf8(seller.refreshToken()));
    assertThat(reply.serverTime()).contains(START);
  }

  @Test
  void eachExchangeIsToldWithWhatItCameTo() {
    exchange.exchange(client(), refresh());
    failure(client("wrong"), refresh());

    assertThat(heard).containsExactly(Optional.empty(), Optional.of("CLIENT_SECRET"));
  }

  @Test
  void scopesGiveAGrantlessToken() {
    TokenReply reply =
        exchange.exchange(
            client(),
            Grant.ClientCredentials.of(
                Set.of(Scopes.CLIENT_CREDENTIAL_ROTATION, Scopes.NOTIFICATIONS)));
    assertThat(reply.token().reveal()).startsWith("Atza|");
    assertThat(reply.refreshToken()).isEmpty();
  }

  @Test
  void anAuthorizationCodeGivesARefreshTokenOnce() {
    Optional<URI> redirect = Optional.of(URI.create("https://erp.example/callback?a=b"));
    Grant code =
        new Grant.AuthorizationCode(
            SecretValue.ofUtf8(app.authorizationCode("new-us", Region.NA, redirect)), redirect);
    SecretValue token = exchange.exchange(client(), code).refreshToken().orElseThrow();
    assertThat(exchange.exchange(client(), new Grant.RefreshToken(token)).token()).isNotNull();
    assertThat(failure(client(), code).reason()).isEqualTo("SELLER_REVOKED");
  }

  @Test
  void anAuthorizationCodeNeedsNoRedirect() {
    String code = app.authorizationCode("new-us", Region.NA, Optional.empty());
    Grant grant = new Grant.AuthorizationCode(SecretValue.ofUtf8(code), Optional.empty());
    assertThat(exchange.exchange(client(), grant).refreshToken()).isPresent();
  }

  @Test
  void aRevokedSellerIsTheSellersFault() {
    seller.revoke();
    TokenException failure = failure();
    assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.SELLER);
    assertThat(failure.reason()).isEqualTo("SELLER_REVOKED");
    assertThat(failure.httpStatus()).hasValue(400);
    assertThat(failure.error()).contains("invalid_grant");
    assertThat(failure.requestId()).isPresent();
    assertThat(failure.serverTime()).contains(START);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aWrongSecretIsTheApplicationsFault() {
    TokenException failure = failure(client("amzn1.oa2-cs.v1.wrong"), refresh());
    assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.CLIENT_SECRET);
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aMisspeltScopeIsOurFault() {
    Grant grant =
        Grant.ClientCredentials.of(Set.of("sellingpartnerapi::client_credentials::rotation"));
    assertThat(failure(client(), grant).reason()).isEqualTo("SCOPE_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\n", " secret", "se cret", "secret\r\n", "s\u00e9cret", "\u0000"})
  void aCredentialThatCannotBeRightIsNotSent(String odd) {
    SecretValue value = SecretValue.ofUtf8(odd);
    TokenException secret = failure(client(odd), refresh());
    assertThat(secret).hasMessageStartingWith("the client secret is empty or holds blanks");
    assertThat(secret.reason()).isEqualTo("REQUEST_INVALID");
    assertThat(secret.fault()).isEqualTo(dev.halfturn.token.Fault.REQUEST);
    assertThat(failure(client(), new Grant.RefreshToken(value)))
        .hasMessageStartingWith("the refresh token ");
    assertThat(failure(client(), new Grant.AuthorizationCode(value, Optional.empty())))
        .hasMessageStartingWith("the authorization code ");
    assertThat(failure(new ClientCredential(odd, SecretValue.ofUtf8("x")), refresh()))
        .hasMessageStartingWith("the client id ");
    assertThat(calls()).isZero();
  }

  @Test
  void anEmptyClientIdIsNotSent() {
    failure(new ClientCredential("", SecretValue.ofUtf8("x")), refresh());
    assertThat(calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3"})
  void whatPassesIsTriedAgain(int failing, int calls) {
    amazon.faults().order(Endpoint.TOKEN, Fault.status(503), failing);
    assertThat(exchange.exchange(client(), refresh()).token()).isNotNull();
    assertThat(calls()).isEqualTo(calls);
    assertThat(delays.pauses).hasSize(failing);
  }

  @Test
  void threeTriesAreAll() {
    amazon.faults().order(Endpoint.TOKEN, Fault.status(500), 9);
    TokenException failure = failure();
    assertThat(failure.reason()).isEqualTo("AMAZON_UNAVAILABLE");
    assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.AMAZON);
    assertThat(failure.httpStatus()).hasValue(500);
    assertThat(calls()).isEqualTo(3);
    assertThat(delays.pauses)
        .isNotEmpty()
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofMillis(500), Duration.ofSeconds(8)));
  }

  @Test
  void aShortWaitAmazonAsksForIsWaited() {
    amazon.faults().order(Endpoint.TOKEN, Fault.throttle(Optional.of(Duration.ofSeconds(8))), 1);
    assertThat(exchange.exchange(client(), refresh()).token()).isNotNull();
    assertThat(delays.pauses).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void aLongWaitAmazonAsksForIsLeftToTheCaller() {
    amazon.faults().order(Endpoint.TOKEN, Fault.throttle(Optional.of(Duration.ofSeconds(60))), 9);
    TokenException failure = failure();
    assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.THROTTLED);
    assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void throttlingWithoutAWaitIsTriedThreeTimes() {
    amazon.faults().order(Endpoint.TOKEN, Fault.throttle(Optional.empty()), 9);
    assertThat(failure().reason()).isEqualTo("AMAZON_THROTTLED");
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void lostConnectionsAreTriedAgain() {
    amazon.faults().order(Endpoint.TOKEN, Fault.cut(), 1);
    amazon.faults().order(Endpoint.TOKEN, Fault.reset(), 1);
    assertThat(exchange.exchange(client(), refresh()).token()).isNotNull();
  }

  @Test
  void aSlowDripEndsWithItsTime() {
    HttpLimits brief =
        new HttpLimits(
            Duration.ofSeconds(1), Duration.ofMillis(400), Duration.ofMillis(500), 1 << 20);
    TokenExchange hasty = exchange(amazon.lwaEndpoint(), brief);
    amazon.faults().order(Endpoint.TOKEN, Fault.drip(Duration.ofMillis(20)), 9);
    TokenException failure =
        catchThrowableOfType(TokenException.class, () -> hasty.exchange(client(), refresh()));
    assertThat(failure.reason()).isEqualTo("AMAZON_TIMEOUT");
    assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.AMAZON);
    assertThat(failure.httpStatus()).isEmpty();
  }

  @Test
  void damagedAndForeignAnswersAreNotTriedAgain() {
    List<Fault> faults =
        List.of(
            Fault.truncate(),
            Fault.html(200),
            Fault.html(403),
            Fault.huge(2_000_000),
            Fault.gzipBomb(10_000_000),
            Fault.body(200, "application/json", "[]"),
            Fault.body(200, "text/plain", "ok"),
            Fault.expiresIn(Optional.empty()),
            Fault.expiresIn(Optional.of("soon")));
    for (Fault fault : faults) {
      amazon.log().clear();
      amazon.faults().order(Endpoint.TOKEN, fault, 1);
      TokenException failure = failure();
      assertThat(failure.reason()).as(fault.name()).isEqualTo("AMAZON_UNREADABLE");
      assertThat(failure.fault()).isEqualTo(dev.halfturn.token.Fault.AMAZON);
      assertThat(failure.getMessage()).doesNotContain("html", "Atz", "\n");
      assertThat(calls()).as(fault.name()).isEqualTo(1);
    }
  }

  @Test
  void aWrongContentTypeAloneIsForgiven() {
    amazon.faults().order(Endpoint.TOKEN, Fault.contentType("text/html"), 1);
    assertThat(exchange.exchange(client(), refresh()).token()).isNotNull();
  }

  @Test
  void absurdLivesAreClamped() {
    amazon.faults().order(Endpoint.TOKEN, Fault.expiresIn(Optional.of("3600")), 1);
    assertThat(exchange.exchange(client(), refresh()).token().expiresAt())
        .isEqualTo(START.plusSeconds(3600));
    amazon.faults().order(Endpoint.TOKEN, Fault.expiresIn(Optional.of(-1)), 1);
    assertThat(exchange.exchange(client(), refresh()).token().expiresAt())
        .isEqualTo(START.plusSeconds(60));
    amazon.faults().order(Endpoint.TOKEN, Fault.expiresIn(Optional.of(1e12)), 1);
    assertThat(exchange.exchange(client(), refresh()).token().expiresAt())
        .isEqualTo(START.plusSeconds(3600));
  }

  @Test
  void sendsExactlyTheFieldsOfTheGrant() throws Exception {
    String token = "{\"access_token\":\"Atza|t\",\"expires_in\":3600}";
    try (RawServer server = RawServer.plain(RawServer.always(RawServer.answer("200 OK", token)))) {
      TokenExchange raw = exchange(server.uri("/auth/o2/token"), HttpLimits.AMAZON);
      ClientCredential client = new ClientCredential("id", SecretValue.ofUtf8("s&c"));
      raw.exchange(client, new Grant.RefreshToken(SecretValue.ofUtf8("Atzr|r")));
      raw.exchange(client, Grant.ClientCredentials.of(Set.of("b::c", "a")));
      raw.exchange(
          client,
          new Grant.AuthorizationCode(
              SecretValue.ofUtf8("code"), Optional.of(URI.create("https://x.example/"))));

      assertThat(server.requests().get(0))
          .startsWith("POST /auth/o2/token HTTP/1.1\r\n")
          .contains("content-type: application/x-www-form-urlencoded;charset=UTF-8\r\n")
          .contains("accept: application/json\r\n")
          .containsPattern("user-agent: Halfturn/")
          .endsWith(
              "\r\n\r\ngrant_type=refresh_token&refresh_token=Atzr%7Cr"
                  + "&client_id=id&client_secret=s%26c");
      assertThat(server.requests().get(1))
          .endsWith(
              "\r\n\r\ngrant_type=client_credentials&scope=a+b%3A%3Ac"
                  + "&client_id=id&client_secret=s%26c");
      assertThat(server.requests().get(2))
          .endsWith(
              "\r\n\r\ngrant_type=authorization_code&code=code"
                  + "&redirect_uri=https%3A%2F%2Fx.example%2F&client_id=id&client_secret=s%26c");
    }
  }

  @Test
  void secretsAreNotCarriedToWhereARedirectPoints() throws Exception {
    try (RawServer evil = RawServer.plain(RawServer.always(RawServer.answer("200 OK", "{}")));
        RawServer server =
            RawServer.plain(
                RawServer.always(RawServer.answer("307 No\nLocation: " + evil.uri("/"), "")))) {
      TokenExchange raw = exchange(server.uri("/t"), HttpLimits.AMAZON);
      TokenException failure =
          catchThrowableOfType(TokenException.class, () -> raw.exchange(client(), refresh()));
      assertThat(failure.reason()).isEqualTo("AMAZON_UNREADABLE");
      assertThat(failure.httpStatus()).hasValue(307);
      assertThat(evil.connections()).isZero();
    }
  }

  @Test
  void anInterruptEndsThePauseAndStaysVisible() {
    amazon.faults().order(Endpoint.TOKEN, Fault.status(503), 9);
    Endpoints endpoints =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString()).build();
    TokenExchange pausing =
        new TokenExchange(
            endpoints,
            amazon::now,
            ExchangeListener.NONE,
            new HttpCall(HttpLimits.AMAZON, endpoints.proxy(), endpoints.tls()),
            new RetryDelays(new Random(1)));
    Thread.currentThread().interrupt();
    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> pausing.exchange(client(), refresh()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("INTERRUPTED");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }
}
