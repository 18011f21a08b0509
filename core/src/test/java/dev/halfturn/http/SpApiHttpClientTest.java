// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a simulated Amazon, each way in both manners of calling. */
class SpApiHttpClientTest {

  private static final String TOKENS_API = "/tokens/2021-03-01/restrictedDataToken";
  private static final String RESOURCES =
      "{\"restrictedResources\":[{\"method\":\"GET\",\"path\":\"/orders/v0/orders\"}]}";

  /** How a program calls. */
  enum Manner {
    BLOCKING {
      @Override
      <T> HttpResponse<T> send(
          SpApiHttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler)
          throws IOException, InterruptedException {
        return client.send(request, handler);
      }
    },
    ASYNC {
      @Override
      <T> HttpResponse<T> send(
          SpApiHttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
          return client.sendAsync(request, handler).join();
        } catch (CompletionException e) {
          if (e.getCause() instanceof HalfturnException known) {
            throw known;
          }
          throw e;
        }
      }
    };

    abstract <T> HttpResponse<T> send(
        SpApiHttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler)
        throws IOException, InterruptedException;
  }

  private final Shop shop = new Shop();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient jdk = HttpClient.newBuilder().executor(threads).build();
  private final SpApiHttpClient client =
      SpApiHttpClient.of(jdk, shop.tokens, "erp", shop.endpoints);

  @AfterEach
  void close() {
    threads.shutdownNow();
    shop.close();
  }

  private HttpRequest probe() {
    return HttpRequest.newBuilder(shop.participations()).build();
  }

  private HttpRequest.Builder tokensApi() {
    return HttpRequest.newBuilder(shop.at(TOKENS_API));
  }

  @ParameterizedTest
  @EnumSource
  void callsWithATokenThatIsBoughtOnce(Manner manner) throws Exception {
    HttpResponse<String> first = manner.send(client, probe(), BodyHandlers.ofString());
    manner.send(client, probe(), BodyHandlers.ofString());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("isParticipating");
    assertThat(first.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(first.uri()).isEqualTo(shop.participations());
    assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(first.sslSession()).isEmpty();
    assertThat(first.previousResponse()).isEmpty();
    assertThat(first).hasToString("(GET " + shop.participations() + ") 200");
    assertThat(shop.exchanges()).isEqualTo(1);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void theAnswersRequestIsTheCallersAndHoldsNoToken(Manner manner) throws Exception {
    HttpRequest request = probe();
    HttpResponse<Void> answer = manner.send(client, request, BodyHandlers.discarding());
    assertThat(answer.request()).isSameAs(request);
    assertThat(answer.request().headers().map()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aStaleTokenIsReplacedUnseen(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(manner.send(client, probe(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aBadTokenIsReplacedUnseen(Manner manner) throws Exception {
    shop.tokens.get();
    shop.app.refuseAccessTokensSoFar();
    assertThat(manner.send(client, probe(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anOverdueSecretIsToldByItsOwnException(Manner manner) throws Exception {
    shop.amazon.advance(Duration.ofDays(180));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> manner.send(client, probe(), BodyHandlers.ofString()))
          .isInstanceOfSatisfying(
              SecretOverdueException.class, e -> assertThat(e.app()).isEqualTo("erp"));
    }

    shop.halfturn.rotator().accept("erp", SecretValue.ofUtf8(shop.app.rotateInConsole()));

    assertThat(manner.send(client, probe(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsSentOnceMore(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    HttpRequest request =
        tokensApi()
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(RESOURCES))
            .build();
    HttpResponse<String> answer = manner.send(client, request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(shop.amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void soIsOneThatItsPublisherCouldNotPublishTwice(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    ByteArrayInputStream once =
        new ByteArrayInputStream(RESOURCES.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        tokensApi()
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> once), RESOURCES.length()))
            .build();
    HttpResponse<String> answer = manner.send(client, request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void soIsACallWithoutOne(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    HttpRequest request = tokensApi().POST(BodyPublishers.noBody()).build();
    HttpResponse<String> answer = manner.send(client, request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
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
    HttpResponse<String> answer = manner.send(client, probe(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
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
      HttpResponse<byte[]> answer = manner.send(client, probe(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("something new");
    }
    assertThat(shop.calls()).isEqualTo(2);
    assertThat(shop.exchanges()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoTokenThatIsWhatIsRaised(Manner manner) {
    shop.seller.revoke();
    assertThatThrownBy(() -> manner.send(client, probe(), BodyHandlers.ofString()))
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo("SELLER_REVOKED"));
    assertThat(shop.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatBreaksIsAnIoException(Manner manner) {
    shop.amazon.faults().order(Endpoint.PROBE, Fault.reset());
    assertThatThrownBy(() -> manner.send(client, probe(), BodyHandlers.ofString()))
        .satisfies(
            e ->
                assertThat(e instanceof IOException || e.getCause() instanceof IOException)
                    .isTrue());
  }

  @Test
  void twoHundredCallsWithAnExpiredTokenCauseOneExchange() throws Exception {
    AccessToken expired = shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    Gate gate = new Gate();
    shop.amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate), 1);
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    SpApiHttpClient many =
        SpApiHttpClient.of(HttpClient.newHttpClient(), shop.tokens, "erp", shop.endpoints);
    IntStream.range(0, 200).forEach(i -> all.add(many.sendAsync(probe(), BodyHandlers.ofString())));
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(30))).isTrue();
    gate.open();
    assertThat(all).allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
    assertThat(shop.exchanges()).isEqualTo(2);
    assertThat(shop.tokens.get()).isNotEqualTo(expired);
  }

  @Test
  void cancellingEndsTheCall() throws Exception {
    Gate gate = new Gate();
    shop.amazon.faults().order(Endpoint.PROBE, Fault.hold(gate), 1);
    CompletableFuture<HttpResponse<String>> call =
        client.sendAsync(probe(), BodyHandlers.ofString());
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(30))).isTrue();
    assertThat(call.cancel(true)).isTrue();
    gate.open();
    assertThat(call).isCancelled();
  }

  @Test
  void restrictedDataIsCalledForWithItsOwnTokens() throws Exception {
    String address = "/orders/v0/orders/902-1845936-5435065/address";
    HttpRequest request = HttpRequest.newBuilder(shop.at(address)).build();
    SpApiHttpClient restricted =
        SpApiHttpClient.of(
            jdk,
            shop.halfturn
                .tokens()
                .forRestrictedData(
                    "erp",
                    "acme-us",
                    RestrictedData.of(
                        RestrictedResource.get("/orders/v0/orders/{orderId}/address"))),
            "erp",
            shop.endpoints);

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(restricted.send(request, BodyHandlers.ofString()).body()).contains("Jane Doe");
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(restricted.send(request, BodyHandlers.ofString()).body()).contains("Jane Doe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NORMAL", "ALWAYS"})
  void aClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirect) {
    HttpClient following = HttpClient.newBuilder().followRedirects(redirect).build();
    assertThatThrownBy(() -> SpApiHttpClient.of(following, shop.tokens, "erp"))
        .isInstanceOf(HalfturnException.class)
        .hasMessageContaining("follows redirects");
  }
}
