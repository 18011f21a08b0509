// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.http.contract.SpApiClientContract;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

/** With OkHttp, and what is its own. */
class SpApiInterceptorTest extends SpApiClientContract {

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http = client(shop.tokens);

  private OkHttpClient client(TokenSource tokens) {
    return SpApiInterceptor.of(tokens, "erp", shop.endpoints)
        .addTo(new OkHttpClient.Builder())
        .build();
  }

  @AfterEach
  void close() {
    close(http);
  }

  private static void close(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  @Override
  protected Answer call(Manner manner, URI address, Optional<String> json) throws IOException {
    Request.Builder request = new Request.Builder().url(address.toString());
    json.ifPresent(
        text -> request.post(RequestBody.create(text.getBytes(StandardCharsets.UTF_8), JSON)));
    return answer(send(manner, request.build()));
  }

  @Override
  protected CompletableFuture<Answer> begin(URI address) {
    http.dispatcher().setMaxRequests(200);
    http.dispatcher().setMaxRequestsPerHost(200);
    return enqueued(new Request.Builder().url(address.toString()).build())
        .thenApply(
            response -> {
              try {
                return answer(response);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  protected Answer callWith(TokenSource tokens, URI address) throws IOException {
    OkHttpClient other = client(tokens);
    try {
      return answer(other.newCall(new Request.Builder().url(address.toString()).build()).execute());
    } finally {
      close(other);
    }
  }

  @Override
  protected Optional<HalfturnException> ours(Throwable raised) {
    return raised instanceof HalfturnIOException known
        ? Optional.of(known.failure())
        : Optional.empty();
  }

  private static Answer answer(Response response) throws IOException {
    try (response) {
      return new Answer(response.code(), response.body().string());
    }
  }

  private Response send(Manner manner, Request request) throws IOException {
    if (manner == Manner.BLOCKING) {
      return http.newCall(request).execute();
    }
    try {
      return enqueued(request).get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw (IOException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Response> enqueued(Request request) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    http.newCall(request)
        .enqueue(
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

  private Request probe() {
    return new Request.Builder().url(shop.participations().toString()).build();
  }

  private Request oneShot() {
    return new Request.Builder().url(tokensApi().toString()).post(new OneShot()).build();
  }

  @Test
  void runsWithTheVersionThatIsMeant() {
    assertThat(OkHttp.VERSION).startsWith(System.getProperty("halfturn.okhttp", "5") + ".");
  }

  @ParameterizedTest
  @EnumSource
  void theAnswersRequestIsWithoutTheToken(Manner manner) throws IOException {
    try (Response response = send(manner, probe())) {
      assertThat(response.request().header("x-amz-access-token")).isNull();
      assertThat(response.networkResponse().request().header("x-amz-access-token")).isNull();
      assertThat(response + response.request().toString())
          .doesNotContain(shop.tokens.get().reveal());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatEndsWithOursLeavesNoConnectionOpen(Manner manner) {
    shop.amazon.advance(Duration.ofDays(180));
    assertThatThrownBy(() -> send(manner, probe()))
        .isInstanceOfSatisfying(
            HalfturnIOException.class, e -> assertThat(e).hasCause(e.failure()));
    assertThat(http.connectionPool().connectionCount())
        .isEqualTo(http.connectionPool().idleConnectionCount());
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
    try (Response response = send(manner, oneShot())) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).contains("The access token you provided has expired.");
    }
    assertThat(answer(send(manner, oneShot())).status()).isEqualTo(200);
  }
}
