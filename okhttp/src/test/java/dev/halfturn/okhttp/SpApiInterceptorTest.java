// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import dev.halfturn.spapi.SecretOverdueException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.RestrictedResource;
import dev.halfturn.token.TokenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a simulated Amazon, each way in both manners of calling. */
class SpApiInterceptorTest {

  private static final String TOKENS_API = "/tokens/2021-03-01/restrictedDataToken";
  private static final String RESOURCES =
      "{\"restrictedResources\":[{\"method\":\"GET\",\"path\":\"/orders/v0/orders\"}]}";
  private static final MediaType JSON = MediaType.get("application/json");

  /** How a program calls. */
  enum Manner {
    BLOCKING {
      @Override
      Response send(Call call) throws IOException {
        return call.execute();
      }
    },
    ASYNC {
      @Override
      Response send(Call call) throws IOException {
        try {
          return enqueued(call).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
          throw (IOException) e.getCause();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    };

    abstract Response send(Call call) throws IOException;
  }

  static CompletableFuture<Response> enqueued(Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call some, Response response) {
            answer.complete(response);
          }

          @Override
          public void onFailure(Call some, IOException failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  private final Shop shop = new Shop();
  private final OkHttpClient http =
      SpApiInterceptor.of(shop.tokens, "erp", shop.endpoints)
          .addTo(new OkHttpClient.Builder())
          .build();

  @AfterEach
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    shop.close();
  }

  private Call probe() {
    return http.newCall(new Request.Builder().url(shop.participations().toString()).build());
  }

  private Call tokensApi(RequestBody body) {
    return http.newCall(
        new Request.Builder().url(shop.at(TOKENS_API).toString()).post(body).build());
  }

  private static RequestBody json() {
    return RequestBody.create(RESOURCES.getBytes(StandardCharsets.UTF_8), JSON);
  }

  private static int status(Response response) {
    try (response) {
      return response.code();
    }
  }

  @Test
  void runsWithTheVersionThatIsMeant() {
    assertThat(OkHttp.VERSION).startsWith(System.getProperty("halfturn.okhttp", "5") + ".");
  }

  @ParameterizedTest
  @EnumSource
  void callsWithATokenThatIsBoughtOnce(Manner manner) throws IOException {
    assertThat(status(manner.send(probe()))).isEqualTo(200);
    try (Response response = manner.send(probe())) {
      assertThat(response.body().string()).contains("isParticipating");
    }
    assertThat(shop.exchanges()).isEqualTo(1);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void theAnswersRequestIsWithoutTheToken(Manner manner) throws IOException {
    try (Response response = manner.send(probe())) {
      assertThat(response.request().header("x-amz-access-token")).isNull();
      assertThat(response.networkResponse().request().header("x-amz-access-token")).isNull();
      assertThat(response + response.request().toString())
          .doesNotContain(shop.tokens.get().reveal());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStaleTokenIsReplacedUnseen(Manner manner) throws IOException {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(status(manner.send(probe()))).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
    assertThat(shop.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aBadTokenIsReplacedUnseen(Manner manner) throws IOException {
    shop.tokens.get();
    shop.app.refuseAccessTokensSoFar();
    assertThat(status(manner.send(probe()))).isEqualTo(200);
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anOverdueSecretIsToldByItsOwnException(Manner manner) throws IOException {
    shop.amazon.advance(Duration.ofDays(180));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> manner.send(probe()))
          .isInstanceOfSatisfying(
              HalfturnIOException.class,
              e -> {
                assertThat(e.failure()).isInstanceOf(SecretOverdueException.class);
                assertThat(e).hasCause(e.failure());
                assertThat(((SecretOverdueException) e.failure()).app()).isEqualTo("erp");
              });
    }

    shop.halfturn.rotator().accept("erp", SecretValue.ofUtf8(shop.app.rotateInConsole()));

    assertThat(status(manner.send(probe()))).isEqualTo(200);
    assertThat(http.connectionPool().connectionCount())
        .isEqualTo(http.connectionPool().idleConnectionCount());
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsSentOnceMore(Manner manner) throws IOException {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(status(manner.send(tokensApi(json())))).isEqualTo(200);
    assertThat(shop.amazon.log().calls(Endpoint.RESTRICTED_TOKEN)).isEqualTo(2);
  }

  /** A body that can be written only once. */
  private static final class OneShot extends RequestBody {
    private final AtomicInteger written = new AtomicInteger();

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      assertThat(written.incrementAndGet()).isEqualTo(1);
      sink.writeUtf8(RESOURCES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatCanBeSentOnlyOnceIsNotAndTheNextCallHasAnotherToken(Manner manner)
      throws IOException {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    try (Response response = manner.send(tokensApi(new OneShot()))) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).contains("The access token you provided has expired.");
    }
    assertThat(status(manner.send(tokensApi(new OneShot())))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aSecondRefusalIsTheCallers(Manner manner) throws IOException {
    shop.amazon
        .faults()
        .order(
            Endpoint.PROBE,
            Fault.spApiError(
                403, "Unauthorized", "denied", "The access token you provided has expired."));
    try (Response response = manner.send(probe())) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).contains("has expired");
    }
    assertThat(shop.calls()).isEqualTo(2);
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalOfUnknownTextIsHandedThroughUnread(Manner manner) throws IOException {
    for (int status : List.of(401, 403)) {
      shop.amazon
          .faults()
          .order(
              Endpoint.PROBE,
              Fault.spApiError(status, "Unauthorized", "denied", "something new"),
              1);
      try (Response response = manner.send(probe())) {
        assertThat(response.code()).isEqualTo(status);
        assertThat(response.body().string()).contains("something new");
      }
    }
    assertThat(shop.calls()).isEqualTo(2);
    assertThat(shop.exchanges()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoTokenThatIsWhatIsRaised(Manner manner) {
    shop.seller.revoke();
    assertThatThrownBy(() -> manner.send(probe()))
        .isInstanceOfSatisfying(
            HalfturnIOException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(TokenException.class);
              assertThat(e.failure().reason()).isEqualTo("SELLER_REVOKED");
            });
    assertThat(shop.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatBreaksIsAnIoException(Manner manner) {
    shop.amazon.faults().order(Endpoint.PROBE, Fault.reset());
    assertThatThrownBy(() -> manner.send(probe()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HalfturnIOException.class);
  }

  @Test
  void twoHundredCallsWithAnExpiredTokenCauseOneExchange() throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    Gate gate = new Gate();
    shop.amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate), 1);
    http.dispatcher().setMaxRequests(200);
    http.dispatcher().setMaxRequestsPerHost(200);
    List<CompletableFuture<Response>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(enqueued(probe()));
    }
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(30))).isTrue();
    gate.open();
    assertThat(all).allSatisfy(call -> assertThat(status(joined(call))).isEqualTo(200));
    assertThat(shop.exchanges()).isEqualTo(2);
  }

  private static Response joined(CompletableFuture<Response> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Test
  void restrictedDataIsCalledForWithItsOwnTokens() throws IOException {
    String address = shop.at("/orders/v0/orders/902-1845936-5435065/address").toString();
    RestrictedData addresses =
        RestrictedData.of(RestrictedResource.get("/orders/v0/orders/{orderId}/address"));
    OkHttpClient restricted =
        SpApiInterceptor.of(
                shop.halfturn.tokens().forRestrictedData("erp", "acme-us", addresses),
                "erp",
                shop.endpoints)
            .addTo(new OkHttpClient.Builder())
            .build();
    Request request = new Request.Builder().url(address).build();

    assertThat(status(http.newCall(request).execute())).isEqualTo(403);
    try (Response response = restricted.newCall(request).execute()) {
      assertThat(response.body().string()).contains("Jane Doe");
    }
    shop.amazon.advance(Duration.ofHours(2));
    assertThat(status(restricted.newCall(request).execute())).isEqualTo(200);
    restricted.connectionPool().evictAll();
  }
}
