// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halfturn.plugin.ServeSettings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD for a fixed set of paths, by few threads of its own: whoever is slow, or
 * many, keeps others of his kind waiting and nobody else.
 */
public final class StatusServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final int THREADS = 4;
  private static final int BACKLOG = 64;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_HEADER_LENGTH = 16 * 1024;

  /** Limits of the JDK's server, read once when its first server is made. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "15",
          "sun.net.httpserver.maxIdleConnections", "16",
          "sun.net.httpserver.maxReqHeaders", String.valueOf(MAX_HEADERS),
          "sun.net.httpserver.maxReqHeaderSize", String.valueOf(MAX_HEADER_LENGTH),
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.nodelay", "true");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
              + " base-uri 'none'; form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Cache-Control",
          "no-store",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Supplier<Answer>> pages;
  private final Gate gate;

  private StatusServer(HttpServer server, Map<String, Supplier<Answer>> pages, Gate gate) {
    this.server = server;
    this.pages = Map.copyOf(pages);
    this.gate = gate;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "halfturn-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Listens from now on until closed.
   *
   * @param pages what is answered, by path
   * @param open the paths for which no token is needed
   * @param behindProxy whether a proxy asks for others
   * @throws HalfturnException {@link ErrorCode#CONFLICT} if it cannot listen there
   */
  public static StatusServer start(
      ServeSettings settings,
      Map<String, Supplier<Answer>> pages,
      Set<String> open,
      boolean behindProxy) {
    LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    HttpServer server;
    try {
      server = HttpServer.create(settings.bind(), BACKLOG);
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.CONFLICT, "PORT_TAKEN", "cannot listen on " + text(settings.bind()))
              .withHint("another program has that port, perhaps another daemon: set serve.bind"));
    }
    Gate gate =
        new Gate(
            new HostRule(server.getAddress(), settings.hosts()),
            new TokenRule(settings.token()),
            new Lockout(System::nanoTime),
            open,
            behindProxy);
    StatusServer started = new StatusServer(server, pages, gate);
    server.setExecutor(started.threads);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  /** Where it listens, as a browser on this computer asks for it. */
  public String url() {
    return "http://" + text(server.getAddress()) + "/";
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked asked = Asked.of(exchange);
      if (isTooLong(exchange.getRequestHeaders())) {
        send(exchange, Answer.line(431, "these are more headers than anybody needs"));
        return;
      }
      send(exchange, gate.refuses(asked).orElseGet(() -> answer(asked.target().getPath())));
    }
  }

  /** Whoever made a server in this process before has the JDK's own limits stay as they are. */
  private static boolean isTooLong(Headers headers) {
    int length = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        length += header.getKey().length() + value.length();
      }
    }
    return headers.size() > MAX_HEADERS || length > MAX_HEADER_LENGTH;
  }

  private Answer answer(String path) {
    Optional<Supplier<Answer>> page = Optional.ofNullable(pages.get(path));
    try {
      return page.map(Supplier::get).orElseGet(() -> Answer.line(404, "there is no such page"));
    } catch (RuntimeException e) { // its text may quote anything
      LOG.error("{} cannot be shown: {}", path, e.getClass().getName());
      return Answer.line(500, "this page cannot be shown; the log says more");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    ALWAYS.forEach(headers::set);
    answer.headers().forEach(headers::set);
    headers.set("Content-Type", answer.type());
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
