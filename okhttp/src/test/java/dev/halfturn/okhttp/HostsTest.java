// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.http.contract.Echo;
import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is sent a token, and what else is sent. */
class HostsTest {

  private static final String TOKEN = "Atza|" + Canaries.TEXT;
  private static final String EXPIRED =
      "{\"errors\":[{\"details\":\"The access token you provided has expired.\"}]}";

  private final AtomicInteger invalidated = new AtomicInteger();
  private final TokenSource tokens =
      new TokenSource() {
        @Override
        public AccessToken get() {
          return new AccessToken(TOKEN, Instant.EPOCH);
        }

        @Override
        public void invalidate(AccessToken refused) {
          invalidated.incrementAndGet();
        }
      };
  private Echo other;
  private OkHttpClient http;

  @BeforeEach
  void start() throws IOException {
    other = new Echo(Echo.of(403, EXPIRED.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void stop() {
    http.connectionPool().evictAll();
    other.close();
  }

  private SpApiInterceptor interceptor(Echo amazon) {
    return SpApiInterceptor.of(
        tokens,
        "erp",
        Endpoints.builder()
            .allowCustom(true)
            .spApi(SpApiRegion.NA, amazon.address().toString())
            .build());
  }

  private Response get(Echo amazon, Request request) throws IOException {
    http = interceptor(amazon).addTo(new OkHttpClient.Builder()).build();
    return http.newCall(request).execute();
  }

  private static Request.Builder to(Echo server) {
    return new Request.Builder().url(server.address().toString());
  }

  @Test
  void anotherHostGetsTheRequestAsItIs() throws IOException {
    try (Echo amazon = new Echo(Echo.of(200, new byte[0]));
        Response response = get(amazon, to(other).build())) {
      assertThat(response.body().string()).isEqualTo(EXPIRED);
      assertThat(other.requests.get(0).getFirst(SpApiCalls.TOKEN_HEADER)).isNull();
      assertThat(other.requests.get(0).getFirst("user-agent")).startsWith("okhttp/");
      assertThat(amazon.requests).isEmpty();
      assertThat(invalidated).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectElsewhereIsFollowedWithoutTheToken(int status) throws IOException {
    try (Echo amazon =
            new Echo(
                exchange -> {
                  exchange.getResponseHeaders().add("location", other.address().toString());
                  exchange.sendResponseHeaders(status, -1);
                });
        Response response = get(amazon, to(amazon).build())) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(amazon.requests.get(0).getFirst(SpApiCalls.TOKEN_HEADER)).isEqualTo(TOKEN);
      assertThat(other.requests).hasSize(1);
      assertThat(other.requests.get(0).getFirst(SpApiCalls.TOKEN_HEADER)).isNull();
      assertThat(response.priorResponse().code()).isEqualTo(status);
      assertNoTokenIn(response);
      // what another host says about a token says nothing about ours
      assertThat(invalidated).hasValue(0);
    }
  }

  @Test
  void aRedirectAtAmazonKeepsTheTokenOutOfWhatIsLogged() throws IOException {
    try (Echo amazon =
            new Echo(
                exchange -> {
                  if (exchange.getRequestURI().getPath().length() < 3) {
                    exchange
                        .getResponseHeaders()
                        .add("location", exchange.getRequestURI().getPath() + "a");
                    exchange.sendResponseHeaders(307, -1);
                  } else {
                    exchange.sendResponseHeaders(204, -1);
                  }
                });
        Response response = get(amazon, to(amazon).build())) {
      assertThat(response.priorResponse().priorResponse().code()).isEqualTo(307);
      assertThat(amazon.requests)
          .hasSize(3)
          .allSatisfy(
              request -> assertThat(request.getFirst(SpApiCalls.TOKEN_HEADER)).isEqualTo(TOKEN));
      assertNoTokenIn(response);
    }
  }

  @Test
  void anAnswerOutOfTheCacheIsWithoutTheTokenToo(@TempDir File directory) throws IOException {
    try (Echo amazon =
            new Echo(
                exchange -> {
                  exchange.getResponseHeaders().add("cache-control", "max-age=600");
                  exchange.getResponseHeaders().add("vary", SpApiCalls.TOKEN_HEADER);
                  exchange.sendResponseHeaders(200, 1);
                  exchange.getResponseBody().write('a');
                });
        Cache cache = new Cache(directory, 1 << 20)) {
      http = interceptor(amazon).addTo(new OkHttpClient.Builder().cache(cache)).build();
      http.newCall(to(amazon).build()).execute().body().string();
      try (Response response = http.newCall(to(amazon).build()).execute()) {
        assertThat(response.cacheResponse()).isNotNull();
        assertNoTokenIn(response);
        assertThat(response.body().string()).isEqualTo("a");
        assertThat(amazon.requests).hasSize(1);
      }
    }
  }

  private static void assertNoTokenIn(Response response) {
    if (response != null) {
      assertThat(response.request().header(SpApiCalls.TOKEN_HEADER)).isNull();
      assertNoTokenIn(response.networkResponse());
      assertNoTokenIn(response.cacheResponse());
      assertNoTokenIn(response.priorResponse());
    }
  }

  @Test
  void headersAreTheCallersExceptTheToken() throws IOException {
    try (Echo amazon = new Echo(Echo.of(204, new byte[0]))) {
      get(
              amazon,
              to(amazon)
                  .header("user-agent", "shop/1.0 (Language=Java/17; Platform=Linux)")
                  .addHeader("X-Amz-Access-Token", "an old one")
                  .addHeader("x-amz-access-token", "another old one")
                  .header("accept", "application/json")
                  .build())
          .close();
      get(amazon, to(amazon).build()).close();

      assertThat(amazon.requests.get(0))
          .containsEntry("User-agent", List.of("shop/1.0 (Language=Java/17; Platform=Linux)"))
          .containsEntry("X-amz-access-token", List.of(TOKEN))
          .containsEntry("Accept", List.of("application/json"));
      assertThat(amazon.requests.get(1))
          .containsEntry("User-agent", List.of(SpApiCalls.userAgent()));
    }
  }

  @Test
  void asANetworkInterceptorItWouldNotRepeatAndSaysSo() throws IOException {
    try (Echo amazon = new Echo(Echo.of(200, new byte[0]))) {
      http = new OkHttpClient.Builder().addNetworkInterceptor(interceptor(amazon)).build();
      assertThatThrownBy(() -> http.newCall(to(amazon).build()).execute())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("addTo");
      assertThat(amazon.requests).isEmpty();
    }
  }

  @Test
  void aSuccessStreamsWhileItComes() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    try (Echo amazon =
            new Echo(
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write('a');
                  exchange.getResponseBody().flush();
                  try {
                    read.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  exchange.getResponseBody().write('b');
                });
        Response response = get(amazon, to(amazon).build())) {
      assertThat(response.body().source().readUtf8(1)).isEqualTo("a");
      read.countDown();
      assertThat(response.body().source().readUtf8()).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, SpApiCalls.MAX_REFUSAL_BYTES, SpApiCalls.MAX_REFUSAL_BYTES + 1, 3_000_000})
  void aRefusalOfAnyLengthIsHandedThroughWhole(int length) throws IOException {
    try (Echo amazon = new Echo(Echo.of(403, new byte[length]));
        Response response = get(amazon, to(amazon).build())) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().bytes()).isEqualTo(new byte[length]);
      assertThat(amazon.requests).hasSize(1);
    }
  }

  @Test
  void aRefusalThatBreaksOffFailsTheCallAndLeavesNothingOpen() throws IOException {
    try (Echo amazon =
        new Echo(
            exchange -> {
              exchange.sendResponseHeaders(403, 100);
              exchange.getResponseBody().write('{');
            })) {
      assertThatThrownBy(() -> get(amazon, to(amazon).build())).isInstanceOf(IOException.class);
      assertThat(http.connectionPool().connectionCount())
          .isEqualTo(http.connectionPool().idleConnectionCount());
    }
  }
}
