// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private final AtomicLong now = new AtomicLong();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer server;
  private Heartbeat heartbeat;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ping/1");
    heartbeat = new Heartbeat(url, now::get);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void callsOnceADayAndSaysNothing() {
    heartbeat.beat(true);
    pass(Duration.ofHours(23));
    heartbeat.beat(true);
    assertThat(calls).containsExactly("GET /ping/1");
    pass(Duration.ofHours(2));
    heartbeat.beat(true);
    assertThat(calls).hasSize(2);
  }

  @Test
  void isSilentWhileSomethingIsWrong() {
    heartbeat.beat(false);
    assertThat(calls).isEmpty();
    heartbeat.beat(true);
    assertThat(calls).hasSize(1);
  }

  @Test
  void triesAgainInAnHourIfItFailed() {
    status = 500;
    heartbeat.beat(true);
    pass(Duration.ofMinutes(59));
    heartbeat.beat(true);
    assertThat(calls).hasSize(1);
    pass(Duration.ofMinutes(2));
    heartbeat.beat(true);
    assertThat(calls).hasSize(2);
  }

  @Test
  void followsNobodyElsewhere() {
    status = 302;
    heartbeat.beat(true);
    assertThat(calls).containsExactly("GET /ping/1");
  }

  @Test
  void survivesThatNobodyListens() {
    server.stop(0);
    heartbeat.beat(true);
    assertThat(calls).isEmpty();
  }
}
