// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.RestrictedResource;
import dev.halfturn.token.TokenExchange;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictedDataCallTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final RestrictedData DATA =
      new RestrictedData(
          List.of(
              new RestrictedResource(
                  "GET",
                  "/orders/v0/orders",
                  Set.of(
                      RestrictedResource.BUYER_INFO,
                      RestrictedResource.SHIPPING_ADDRESS,
                      RestrictedResource.BUYER_TAX_INFORMATION)),
              RestrictedResource.get("/orders/v0/orders/{orderId}/address")),
          Optional.of("amzn1.sp.solution.0"));

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.EU);
  private final RestrictedDataCall call =
      new RestrictedDataCall(
          SpApiProbeTest.endpoints(amazon), amazon::now, (some, other) -> SpApiRegion.EU);

  /** Keeps its token until it is refused. */
  private final TokenSource tokens =
      new TokenSource() {
        private Optional<AccessToken> held = Optional.empty();

        @Override
        public AccessToken get() {
          held = held.or(() -> Optional.of(exchange()));
          return held.get();
        }

        @Override
        public void invalidate(AccessToken refused) {
          held = held.filter(token -> !token.equals(refused));
        }
      };

  private AccessToken exchange() {
    return new TokenExchange(SpApiProbeTest.endpoints(amazon), amazon::now)
        .exchange(
            new ClientCredential(app.clientId(), SecretValue.ofUtf8(app.secret())),
            new Grant.RefreshToken(SecretValue.ofUtf8(seller.refreshToken())))
        .token();
  }

  private AccessToken buy() {
    return call.exchange("erp", "acme-us", tokens, DATA);
  }

  private HalfturnException failure() {
    return catchThrowableOfType(HalfturnException.class, this::buy);
  }

  @AfterEach
  void stop() {
    amazon.close();
  }

  @Test
  void buysATokenForAnHour() {
    AccessToken token = buy();
    assertThat(token.reveal()).startsWith("Atz.sprdt|");
    assertThat(token.expiresAt()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(1);
  }

  @Test
  void aNormalTokenThatIsRefusedIsAskedForAnewOnce() {
    tokens.get();
    amazon.advance(Duration.ofHours(2));
    assertThat(buy().reveal()).startsWith("Atz.sprdt|");
    app.refuseAccessTokensSoFar();
    assertThat(buy().reveal()).startsWith("Atz.sprdt|");
    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(3);
    assertThat(amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(4);
  }

  @Test
  void anOverdueSecretIsToldByItsOwnException() {
    amazon.advance(Duration.ofDays(180));
    assertThat(failure()).isInstanceOf(SecretOverdueException.class);
    assertThat(amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, RESTRICTED_DATA_INVALID",
    "401, PERMISSION_DENIED, RESTRICTED_DATA_REFUSED",
    "403, PERMISSION_DENIED, RESTRICTED_DATA_REFUSED",
    "404, UNAVAILABLE, AMAZON_UNREADABLE",
    "429, RATE_LIMITED, AMAZON_THROTTLED",
    "302, UNAVAILABLE, AMAZON_UNREADABLE",
    "500, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "503, UNAVAILABLE, AMAZON_UNAVAILABLE"
  })
  void otherRefusalsAreToldAndNotRepeated(int status, ErrorCode code, String reason) {
    amazon
        .faults()
        .order(
            Endpoint.RESTRICTED_TOKEN,
            Fault.spApiError(status, "Whatever", "a message of " + app.secret(), ""));
    HalfturnException failure = failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.hint()).isPresent();
    assertThat(failure.getMessage())
        .startsWith("no restricted data token: ")
        .contains("http " + status)
        .doesNotContain(app.secret());
    assertThat(amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(1);
    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'restrictedDataToken':'Atz.sprdt|x'}",
        "{'restrictedDataToken':'Atz.sprdt|x','expiresIn':'3600'}",
        "{'restrictedDataToken':7,'expiresIn':3600}",
        "{'restrictedDataToken':'','expiresIn':3600}",
        "{'restrictedDataToken':'two words','expiresIn':3600}"
      })
  void anAnswerThatIsNoneIsNoToken(String body) {
    amazon
        .faults()
        .order(
            Endpoint.RESTRICTED_TOKEN,
            Fault.body(200, "application/json", body.replace('\'', '"')));
    assertThat(failure().reason()).isEqualTo("AMAZON_UNREADABLE");
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "-1, 60", "1800, 1800", "999999999, 3600"})
  void anAbsurdLifeIsMadeAPlausibleOne(long told, long taken) {
    amazon
        .faults()
        .order(
            Endpoint.RESTRICTED_TOKEN,
            Fault.body(
                200,
                "application/json",
                "{\"restrictedDataToken\":\"Atz.sprdt|x\",\"expiresIn\":" + told + "}"));
    assertThat(buy().expiresAt()).isEqualTo(START.plusSeconds(taken));
  }

  @Test
  void aConnectionThatBreaksSaysNothingAboutACredential() {
    amazon.faults().order(Endpoint.RESTRICTED_TOKEN, Fault.reset(), 5);
    HalfturnException failure = failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo("AMAZON_UNAVAILABLE");
  }
}
