// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.http.contract.Echo;
import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the server, and what reaches the caller's handler, byte by byte. */
class HandedThroughTest {

  private static final String TOKEN = "Atza|" + Canaries.TEXT;

  private final HttpClient jdk = HttpClient.newHttpClient();
  private final AtomicInteger invalidated = new AtomicInteger();
  private final TokenSource tokens =
      new TokenSource() {
        @Override
        public AccessToken get() {
          return new AccessToken(TOKEN + invalidated, Instant.EPOCH);
        }

        @Override
        public void invalidate(AccessToken refused) {
          invalidated.incrementAndGet();
        }
      };

  private SpApiHttpClient client(URI endpoint) {
    return SpApiHttpClient.of(
        jdk,
        tokens,
        "erp",
        Endpoints.builder().allowCustom(true).spApi(SpApiRegion.NA, endpoint.toString()).build());
  }

  private <T> T body(Echo server, BodyHandler<T> handler) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.address()).build();
    HttpResponse<T> async = client(server.address()).sendAsync(request, handler).join();
    assertThat(async.statusCode()).isEqualTo(403);
    HttpResponse<T> blocking = client(server.address()).send(request, handler);
    assertThat(blocking.statusCode()).isEqualTo(403);
    return blocking.body();
  }

  @Test
  void anotherHostGetsTheRequestAsItIs() throws Exception {
    try (Echo amazon = new Echo(Echo.of(200, new byte[0]));
        Echo other = new Echo(Echo.of(403, "no".getBytes(StandardCharsets.UTF_8)))) {
      HttpRequest request = HttpRequest.newBuilder(other.address()).build();
      SpApiHttpClient client = client(amazon.address());
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("no");
      assertThat(client.sendAsync(request, BodyHandlers.ofString()).join().body()).isEqualTo("no");
      assertThat(other.requests)
          .hasSize(2)
          .allSatisfy(
              headers -> {
                assertThat(headers.getFirst(SpApiCalls.TOKEN_HEADER)).isNull();
                assertThat(headers.getFirst("user-agent")).startsWith("Java-http-client");
              });
      assertThat(invalidated).hasValue(0);
    }
  }

  @Test
  void aRedirectIsHandedThroughAndNotFollowed() throws Exception {
    try (Echo other = new Echo(Echo.of(200, new byte[0]));
        Echo amazon =
            new Echo(
                exchange -> {
                  exchange.getResponseHeaders().add("location", other.address().toString());
                  exchange.sendResponseHeaders(307, -1);
                })) {
      HttpRequest request = HttpRequest.newBuilder(amazon.address()).build();
      assertThat(client(amazon.address()).send(request, BodyHandlers.ofString()).statusCode())
          .isEqualTo(307);
      assertThat(amazon.requests.get(0).getFirst(SpApiCalls.TOKEN_HEADER)).isEqualTo(TOKEN + 0);
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void headersAreTheCallersExceptTheToken() throws Exception {
    try (Echo server = new Echo(Echo.of(204, new byte[0]))) {
      SpApiHttpClient client = client(server.address());
      client.send(
          HttpRequest.newBuilder(server.address())
              .header("User-Agent", "shop/1.0 (Language=Java/17; Platform=Linux)")
              .header("X-Amz-Access-Token", "an old one")
              .header("accept", "application/json")
              .build(),
          BodyHandlers.discarding());
      client.send(HttpRequest.newBuilder(server.address()).build(), BodyHandlers.discarding());

      assertThat(server.requests.get(0))
          .containsEntry("User-agent", List.of("shop/1.0 (Language=Java/17; Platform=Linux)"))
          .containsEntry("X-amz-access-token", List.of(TOKEN + 0))
          .containsEntry("Accept", List.of("application/json"));
      assertThat(server.requests.get(1))
          .containsEntry("User-agent", List.of(SpApiCalls.userAgent()));
    }
  }

  @Test
  void aSuccessStreamsWhileItComes() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (Echo server =
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
            })) {
      HttpRequest request = HttpRequest.newBuilder(server.address()).build();
      try (InputStream in =
          client(server.address()).send(request, BodyHandlers.ofInputStream()).body()) {
        assertThat(in.read()).isEqualTo('a');
        read.countDown();
        assertThat(in.read()).isEqualTo('b');
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        1000,
        SpApiCalls.MAX_REFUSAL_BYTES - 1,
        SpApiCalls.MAX_REFUSAL_BYTES,
        SpApiCalls.MAX_REFUSAL_BYTES + 1,
        3_000_000
      })
  void aRefusalOfAnyLengthReachesAnyHandlerWhole(int length, @TempDir Path directory)
      throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + (bytes[i] & 7));
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    Path file = directory.resolve("body");
    try (Echo server = new Echo(Echo.of(403, bytes))) {
      assertThat(body(server, BodyHandlers.ofByteArray())).isEqualTo(bytes);
      assertThat(body(server, BodyHandlers.ofString())).isEqualTo(text);
      assertThat(body(server, BodyHandlers.discarding())).isNull();
      assertThat(body(server, BodyHandlers.replacing("x"))).isEqualTo("x");
      assertThat(body(server, BodyHandlers.ofFile(file))).hasBinaryContent(bytes);
      try (Stream<String> lines = body(server, BodyHandlers.ofLines())) {
        assertThat(lines.collect(Collectors.joining())).isEqualTo(text);
      }
      try (InputStream in = body(server, BodyHandlers.ofInputStream())) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      assertThat(body(server, BodyHandlers.buffering(BodyHandlers.ofByteArray(), 100)))
          .isEqualTo(bytes);
      assertThat(text(body(server, BodyHandlers.ofPublisher()))).isEqualTo(text);
      assertThat(invalidated).hasValue(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 2", "1048576, 2", "1048577, 1"})
  void aBodyOfUpToAMebibyteIsSentOnceMore(int length, int sent) throws Exception {
    String stale = "{\"errors\":[{\"details\":\"The access token you provided has expired.\"}]}";
    try (Echo server = new Echo(Echo.of(403, stale.getBytes(StandardCharsets.UTF_8)))) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address())
              .POST(BodyPublishers.ofByteArray(new byte[length]))
              .build();
      HttpResponse<String> answer = client(server.address()).send(request, BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo(stale);
      assertThat(server.requests)
          .hasSize(sent)
          .allSatisfy(
              headers -> assertThat(headers.getFirst("content-length")).isEqualTo("" + length));
      assertThat(invalidated).hasValue(1);
    }
  }

  /** Asks for one piece at a time, as slow readers do. */
  private static String text(Flow.Publisher<List<ByteBuffer>> publisher) {
    StringBuilder all = new StringBuilder();
    CompletableFuture<String> done = new CompletableFuture<>();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          private Flow.Subscription subscription;

          @Override
          public void onSubscribe(Flow.Subscription some) {
            subscription = some;
            some.request(1);
          }

          @Override
          public void onNext(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> all.append(StandardCharsets.US_ASCII.decode(buffer)));
            subscription.request(1);
          }

          @Override
          public void onError(Throwable failure) {
            done.completeExceptionally(failure);
          }

          @Override
          public void onComplete() {
            done.complete(all.toString());
          }
        });
    return done.join();
  }

  /** A handler that cannot make anything of what comes. */
  private static final class Failing implements HttpResponse.BodySubscriber<String> {
    private final HttpResponse.BodySubscriber<Void> all = BodySubscribers.discarding();

    @Override
    public CompletionStage<String> getBody() {
      return all.getBody()
          .thenApply(
              body -> {
                throw new IllegalStateException("not json");
              });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      all.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      all.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      all.onError(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200_000})
  void aHandlerThatFailsFailsTheCall(int length) throws Exception {
    try (Echo server = new Echo(Echo.of(403, new byte[length]))) {
      HttpRequest request = HttpRequest.newBuilder(server.address()).build();
      SpApiHttpClient client = client(server.address());
      assertThatThrownBy(() -> client.send(request, info -> new Failing()))
          .isInstanceOf(IOException.class)
          .hasRootCauseMessage("not json");
      assertThatThrownBy(() -> client.sendAsync(request, info -> new Failing()).join())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("not json");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200_000})
  void aRefusalThatBreaksOffFailsTheCall(int length) throws Exception {
    try (Echo server =
        new Echo(
            exchange -> {
              exchange.sendResponseHeaders(403, 2L * length);
              exchange.getResponseBody().write(new byte[length]);
            })) {
      HttpRequest request = HttpRequest.newBuilder(server.address()).build();
      SpApiHttpClient client = client(server.address());
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoStopsReadingIsLeftAlone() throws Exception {
    try (Echo server = new Echo(Echo.of(403, new byte[3_000_000]))) {
      HttpRequest request = HttpRequest.newBuilder(server.address()).build();
      List<Integer> read = new ArrayList<>();
      try (InputStream in =
          client(server.address()).send(request, BodyHandlers.ofInputStream()).body()) {
        read.add(in.read());
      }
      assertThat(read).containsExactly(0);
      assertThat(Files.exists(Path.of("unused"))).isFalse();
    }
  }
}
