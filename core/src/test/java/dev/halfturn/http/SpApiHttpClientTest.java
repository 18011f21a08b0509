// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.http.contract.SpApiClientContract;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.TokenSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the JDK's client, and what is its own. */
class SpApiHttpClientTest extends SpApiClientContract {

  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient jdk = HttpClient.newBuilder().executor(threads).build();
  private final SpApiHttpClient client = client(jdk, shop.tokens);

  /** With as many threads as it likes. */
  private final SpApiHttpClient wide = client(HttpClient.newHttpClient(), shop.tokens);

  private SpApiHttpClient client(HttpClient some, TokenSource tokens) {
    return SpApiHttpClient.of(some, tokens, "erp", shop.endpoints);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Override
  protected Answer call(Manner manner, URI address, Optional<String> json) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
    json.ifPresent(
        text ->
            request.header("content-type", "application/json").POST(BodyPublishers.ofString(text)));
    return answer(send(manner, request.build(), BodyHandlers.ofString()));
  }

  @Override
  protected CompletableFuture<Answer> begin(URI address) {
    return wide.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .thenApply(SpApiHttpClientTest::answer);
  }

  @Override
  protected Answer callWith(TokenSource tokens, URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    return answer(client(jdk, tokens).send(request, BodyHandlers.ofString()));
  }

  @Override
  protected Optional<HalfturnException> ours(Throwable raised) {
    Throwable failure = raised instanceof CompletionException ? raised.getCause() : raised;
    return failure instanceof HalfturnException known ? Optional.of(known) : Optional.empty();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body());
  }

  private <T> HttpResponse<T> send(
      Manner manner, HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return switch (manner) {
      case BLOCKING -> client.send(request, handler);
      case ASYNC -> client.sendAsync(request, handler).join();
    };
  }

  private HttpRequest probe() {
    return HttpRequest.newBuilder(shop.participations()).build();
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerIsWhatTheJdksIs(Manner manner) throws Exception {
    HttpResponse<String> answer = send(manner, probe(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(answer.uri()).isEqualTo(shop.participations());
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.sslSession()).isEmpty();
    assertThat(answer.previousResponse()).isEmpty();
    assertThat(answer).hasToString("(GET " + shop.participations() + ") 200");
  }

  @ParameterizedTest
  @EnumSource
  void theAnswersRequestIsTheCallersAndHoldsNoToken(Manner manner) throws Exception {
    HttpRequest request = probe();
    HttpResponse<Void> answer = send(manner, request, BodyHandlers.discarding());
    assertThat(answer.request()).isSameAs(request);
    assertThat(answer.request().headers().map()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatItsPublisherCouldNotPublishTwiceIsSentOnceMore(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    ByteArrayInputStream once =
        new ByteArrayInputStream(RESOURCES.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(tokensApi())
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> once), RESOURCES.length()))
            .build();
    HttpResponse<String> answer = send(manner, request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void soIsACallWithoutABody(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    HttpRequest request = HttpRequest.newBuilder(tokensApi()).POST(BodyPublishers.noBody()).build();
    HttpResponse<String> answer = send(manner, request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
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

  @ParameterizedTest
  @ValueSource(strings = {"NORMAL", "ALWAYS"})
  void aClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirect) {
    HttpClient following = HttpClient.newBuilder().followRedirects(redirect).build();
    assertThatThrownBy(() -> SpApiHttpClient.of(following, shop.tokens, "erp"))
        .isInstanceOf(HalfturnException.class)
        .hasMessageContaining("follows redirects");
  }
}
