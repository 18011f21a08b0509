// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    callers.shutdownNow();
    amazon.close();
  }

  @Test
  void heldCallsAreSeenUnderWayAndLetGoTogether() throws Exception {
    Gate gate = new Gate();
    amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate));
    List<Future<Integer>> calls = call(100);

    assertThat(gate.awaitArrivals(100, Duration.ofSeconds(20))).isTrue();
    assertThat(calls).noneMatch(Future::isDone);
    assertThat(gate.awaitArrivals(1, Duration.ZERO)).isFalse();
    gate.open();

    for (Future<Integer> call : calls) {
      assertThat(call.get()).isEqualTo(200);
    }
    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(100);
    assertThat(amazon.log().mostAtOnce(Endpoint.TOKEN)).isEqualTo(100);
  }

  @Test
  void slowCallsDoNotHoldUpOneAnother() throws Exception {
    Duration latency = Duration.ofMillis(300);
    amazon.faults().order(Endpoint.TOKEN, Fault.latency(latency));
    long start = System.nanoTime();

    for (Future<Integer> call : call(64)) {
      assertThat(call.get()).isEqualTo(200);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(latency, latency.multipliedBy(63));
  }

  @Test
  void tokensOfManyThreadsAreAllDifferent() throws Exception {
    List<Future<String>> tokens = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tokens.add(callers.submit(() -> client.refresh(seller).text("access_token")));
    }

    Set<String> distinct = new HashSet<>();
    for (Future<String> token : tokens) {
      distinct.add(token.get());
    }
    assertThat(distinct).hasSize(200);
  }

  @Test
  void closingEndsCallsThatAreHeld() throws Exception {
    Gate gate = new Gate();
    amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate));
    List<Future<Integer>> calls = call(1);
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();

    amazon.close();

    assertThatThrownBy(() -> calls.get(0).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UncheckedIOException.class);
  }

  private List<Future<Integer>> call(int times) {
    List<Future<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(callers.submit(() -> client.refresh(seller).status()));
    }
    return calls;
  }
}
