// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import dev.halfturn.spapi.SecretOverdueException;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.RestrictedResource;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every HTTP client with our tokens does, against a simulated Amazon, each way in both manners
 * of calling.
 */
public abstract class SpApiClientContract {

  /** What the Tokens API, which asks for a body, can be told. */
  protected static final String RESOURCES =
      "{\"restrictedResources\":[{\"method\":\"GET\",\"path\":\"/orders/v0/orders\"}]}";

  /** How a program calls. */
  public enum Manner {
    BLOCKING,
    ASYNC
  }

  /** What came, read to its end. */
  public record Answer(int status, String body) {}

  protected final Shop shop = new Shop();

  /**
   * Calls.
   *
   * @param json to be posted; empty for a call without a body, by GET
   */
  protected abstract Answer call(Manner manner, URI address, Optional<String> json)
      throws Exception;

  /** Begins a call without a body; as many as a test likes may be under way. */
  protected abstract CompletableFuture<Answer> begin(URI address);

  /** Calls without a body, with other tokens. */
  protected abstract Answer callWith(TokenSource tokens, URI address) throws Exception;

  /** What of ours a call ended with; empty if it was the network's. */
  protected abstract Optional<HalfturnException> ours(Throwable raised);

  @AfterEach
  void closeShop() {
    shop.close();
  }

  protected final URI tokensApi() {
    return shop.at("/tokens/2021-03-01/restrictedDataToken");
  }

  private Answer probe(Manner manner) throws Exception {
    return call(manner, shop.participations(), Optional.empty());
  }

  private HalfturnException refused(Manner manner) {
    return ours(catchThrowable(() -> probe(manner))).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void callsWithATokenThatIsBoughtOnce(Manner manner) throws Exception {
    assertThat(probe(manner).status()).isEqualTo(200);
    assertThat(probe(manner).body()).contains("isParticipating");
    assertThat(shop.exchanges()).isEqualTo(1);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aStaleTokenIsReplacedUnseen(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(probe(manner).status()).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aBadTokenIsReplacedUnseen(Manner manner) throws Exception {
    shop.tokens.get();
    shop.app.refuseAccessTokensSoFar();
    assertThat(probe(manner).status()).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anOverdueSecretIsToldByItsOwnException(Manner manner) throws Exception {
    shop.amazon.advance(Duration.ofDays(180));
    for (int i = 0; i < 3; i++) {
      assertThat(refused(manner))
          .isInstanceOfSatisfying(
              SecretOverdueException.class, e -> assertThat(e.app()).isEqualTo("erp"));
    }

    shop.halfturn.rotator().accept("erp", SecretValue.ofUtf8(shop.app.rotateInConsole()));

    assertThat(probe(manner).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsSentOnceMore(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    Answer answer = call(manner, tokensApi(), Optional.of(RESOURCES));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(shop.amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aSecondRefusalIsTheCallers(Manner manner) throws Exception {
    shop.amazon
        .faults()
        .order(
            Endpoint.PROBE,
            Fault.spApiError(
                403, "Unauthorized", "denied", "The access token you provided has expired."));
    Answer answer = probe(manner);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("has expired");
    assertThat(shop.calls()).isEqualTo(2);
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalOfUnknownTextIsHandedThroughAndCostsNothing(Manner manner) throws Exception {
    for (int status : List.of(401, 403)) {
      shop.amazon
          .faults()
          .order(
              Endpoint.PROBE,
              Fault.spApiError(status, "Unauthorized", "denied", "something new"),
              1);
      Answer answer = probe(manner);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).contains("something new");
    }
    assertThat(shop.calls()).isEqualTo(2);
    assertThat(shop.exchanges()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoTokenThatIsWhatIsRaised(Manner manner) {
    shop.seller.revoke();
    assertThat(refused(manner))
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo("SELLER_REVOKED"));
    assertThat(shop.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatBreaksIsAnIoException(Manner manner) {
    shop.amazon.faults().order(Endpoint.PROBE, Fault.reset());
    assertThatThrownBy(() -> probe(manner))
        .satisfies(
            e -> {
              assertThat(e instanceof IOException || e.getCause() instanceof IOException).isTrue();
              assertThat(ours(e)).isEmpty();
            });
  }

  @Test
  void twoHundredCallsWithAnExpiredTokenCauseOneExchange() throws Exception {
    AccessToken expired = shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    Gate gate = new Gate();
    shop.amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate), 1);
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 200).mapToObj(i -> begin(shop.participations())).toList();
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(30))).isTrue();
    gate.open();
    assertThat(all).allSatisfy(call -> assertThat(call.join().status()).isEqualTo(200));
    assertThat(shop.exchanges()).isEqualTo(2);
    assertThat(shop.tokens.get()).isNotEqualTo(expired);
  }

  @Test
  void restrictedDataIsCalledForWithItsOwnTokens() throws Exception {
    URI address = shop.at("/orders/v0/orders/902-1845936-5435065/address");
    TokenSource restricted =
        shop.halfturn
            .tokens()
            .forRestrictedData(
                "erp",
                "acme-us",
                RestrictedData.of(RestrictedResource.get("/orders/v0/orders/{orderId}/address")));

    assertThat(call(Manner.BLOCKING, address, Optional.empty()).status()).isEqualTo(403);
    assertThat(callWith(restricted, address).body()).contains("Jane Doe");
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(callWith(restricted, address).body()).contains("Jane Doe");
  }
}
