// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port on which the service answers by JSON, and whatever else is played there. */
final class HttpFace implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final JsonFace service;

  HttpFace(JsonFace service) {
    this.service = service;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.createContext(TokenEndpoint.PATH, TokenEndpoint::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void play(String path, HttpHandler other) {
    server.createContext(path, other);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      String answer;
      try {
        Message message = service.answer(JsonRequest.of(exchange));
        answer = JsonFormat.printer().print(message);
      } catch (GcpError e) {
        status = e.httpStatus();
        answer = error(e);
      }
      if ("close".equals(exchange.getRequestHeaders().getFirst("Connection"))) {
        exchange.getResponseHeaders().set("Connection", "close"); // the JDK's server says nothing
      }
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /**
   * @see <a href="https://cloud.google.com/apis/design/errors#http_mapping">errors</a>
   */
  private static String error(GcpError e) throws IOException {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", e.httpStatus());
    error.put("message", e.getMessage());
    error.put("status", e.code().name());
    return JSON.std.asString(Map.of("error", error));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
