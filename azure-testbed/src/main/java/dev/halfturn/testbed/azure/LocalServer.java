// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** A server on a port of this machine, in clear text, that takes only who bears a token. */
final class LocalServer implements AutoCloseable {

  /** What is answered. */
  record Reply(int status, String type, String body, Map<String, String> headers) {

    static Reply xml(int status, String body) {
      return new Reply(status, "application/xml", body, Map.of());
    }

    static Reply json(int status, String body) {
      return new Reply(status, "application/json; charset=utf-8", body, Map.of());
    }

    static Reply empty(int status) {
      return new Reply(status, "", "", Map.of());
    }

    Reply with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Reply(status, type, body, more);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  LocalServer(String name, BiFunction<HttpExchange, String, Reply> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> take(exchange, answers));
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void take(HttpExchange exchange, BiFunction<HttpExchange, String, Reply> answers)
      throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      Reply reply =
          token != null && token.startsWith("Bearer ")
              ? answers.apply(exchange, body)
              : Reply.json(401, "{\"error\":{\"code\":\"AuthenticationFailed\"}}");
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      if (!reply.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
      }
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
