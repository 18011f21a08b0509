// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * The managed identity of a machine, which gives tokens to every process that knows two variables
 * of the environment. Times are the machine's: tokens end an hour from now.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">the
 *     REST endpoint of managed identities in App Service</a>
 */
final class IdentityEndpoint implements AutoCloseable {

  static final String HEADER = "X-IDENTITY-HEADER";
  private static final String PATH = "/msi/token";
  private static final String KNOWN = "known-to-this-machine";
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  private final HttpServer server;
  private final ExecutorService threads = Daemons.threads("identity endpoint");
  private final Function<String, String> tokens;
  private final List<String> resources = new ArrayList<>();

  /**
   * @param tokens for a resource
   */
  IdentityEndpoint(Function<String, String> tokens) {
    this.tokens = tokens;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** What a process must find in its environment. */
  Map<String, String> environment() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    return Map.of("IDENTITY_ENDPOINT", address.toString(), "IDENTITY_HEADER", KNOWN);
  }

  /** For which resources tokens were asked for. */
  synchronized List<String> resources() {
    return List.copyOf(resources);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      VaultReply reply =
          answer(
              VaultRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), "", ""),
              exchange.getRequestHeaders().getFirst(HEADER));
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private VaultReply answer(VaultRequest request, String header) {
    String resource = request.query().getOrDefault("resource", "");
    if (!request.method().equals("GET")
        || !request.path().equals(PATH)
        || resource.isEmpty()
        || !request.query().getOrDefault("api-version", "").equals("2019-08-01")) {
      return VaultReply.json(400, Map.of("statusCode", 400, "message", "bad request"));
    }
    if (!KNOWN.equals(header)) {
      return VaultReply.json(401, Map.of("statusCode", 401, "message", "who are you"));
    }
    synchronized (this) {
      resources.add(resource);
    }
    return VaultReply.json(
        200,
        Map.of(
            "access_token",
            tokens.apply(resource),
            "expires_on",
            String.valueOf(Instant.now().plus(GOOD_FOR).getEpochSecond()),
            "resource",
            resource,
            "token_type",
            "Bearer",
            "client_id",
            "00000000-0000-0000-0000-000000000000"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
