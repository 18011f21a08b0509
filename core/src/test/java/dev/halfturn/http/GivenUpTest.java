// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.http.contract.Shop;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller who no longer waits for a call that blocks nobody. */
class GivenUpTest {

  /** How a caller gives up. */
  enum Manner {
    CANCELLED {
      @Override
      void giveUp(CompletableFuture<?> call) {
        call.cancel(false);
      }
    },
    TIMED_OUT {
      @Override
      void giveUp(CompletableFuture<?> call) {
        call.completeExceptionally(new TimeoutException());
      }
    },
    SERVED_OTHERWISE {
      @Override
      void giveUp(CompletableFuture<?> call) {
        call.complete(null);
      }
    };

    abstract void giveUp(CompletableFuture<?> call);
  }

  private final Shop shop = new Shop();
  private final Gate gate = new Gate();
  // one thread: what a task causes is done before the next
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final WatchedClient http =
      new WatchedClient(HttpClient.newBuilder().executor(thread).build());
  private final SpApiHttpClient client =
      SpApiHttpClient.of(http, shop.tokens, "erp", shop.endpoints);

  @AfterEach
  void close() {
    gate.open();
    thread.shutdownNow();
    shop.close();
  }

  private CompletableFuture<HttpResponse<String>> call() {
    return client.sendAsync(
        HttpRequest.newBuilder(shop.participations()).build(), BodyHandlers.ofString());
  }

  /** A call that has come as far as the gate. */
  private CompletableFuture<HttpResponse<String>> callUntil(Endpoint closed) throws Exception {
    shop.amazon.faults().order(closed, Fault.hold(gate), 1);
    CompletableFuture<HttpResponse<String>> call = call();
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(30))).isTrue();
    return call;
  }

  private void settle() throws Exception {
    thread.submit(() -> {}).get();
  }

  @ParameterizedTest
  @EnumSource
  void whileTheTokenIsBoughtSendsNothing(Manner manner) throws Exception {
    manner.giveUp(callUntil(Endpoint.TOKEN));
    gate.open();
    settle();
    assertThat(http.begun).isEmpty();
    assertThat(shop.tokens.get()).as("others have use for it").isNotNull();
    assertThat(shop.exchanges()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whileAnotherTokenIsBoughtSendsNothingMore(Manner manner) throws Exception {
    shop.tokens.get();
    shop.amazon.advance(Duration.ofHours(2));
    manner.giveUp(callUntil(Endpoint.TOKEN));
    gate.open();
    settle();
    assertThat(http.begun).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whileAmazonAnswersEndsTheCall(Manner manner) throws Exception {
    CompletableFuture<?> call = callUntil(Endpoint.PROBE);
    settle();
    manner.giveUp(call);
    assertThat(http.begun)
        .singleElement()
        .satisfies(begun -> assertThat(begun).isCompletedExceptionally());
  }

  @Test
  void anExecutorThatTakesNoMoreFailsTheCallRatherThanTheCaller() {
    thread.shutdown();
    CompletableFuture<HttpResponse<String>> call = call();
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(http.begun).isEmpty();
  }
}
