// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halfturn.spi.HalfturnException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers {@code GET /marketplaces}, on this machine only. */
final class WebServer implements AutoCloseable {

  private final Marketplaces marketplaces;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;

  @Inject
  WebServer(Marketplaces marketplaces) {
    this.marketplaces = marketplaces;
  }

  /**
   * Begins to answer.
   *
   * @param port 0 for a free one
   * @return the port
   */
  int start(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/marketplaces", this::answer);
    server.setExecutor(threads);
    server.start();
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        HttpResponse<String> said = marketplaces.ask();
        send(exchange, said.statusCode(), said.body());
      } catch (HalfturnException e) {
        send(exchange, 503, "{\"error\":\"" + e.reason() + "\"}"); // its message is for operators
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdown();
  }
}
