// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * AWS in this process, on one port: which service is meant shows in the signature, as it does for
 * the emulators. Thread-safe; services see one call at a time.
 */
public final class FakeAws implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AwsService> services = new TreeMap<>();
  private final List<AwsRequest> requests = new ArrayList<>();
  private Function<AwsRequest, Optional<AwsError>> refusal = request -> Optional.empty();

  public FakeAws() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Plays a service from now on. */
  public synchronized FakeAws with(String signingName, AwsService service) {
    services.put(signingName, service);
    return this;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on refuses what the function says, before a service sees it. */
  public synchronized void refuses(Function<AwsRequest, Optional<AwsError>> which) {
    refusal = which;
  }

  /** From now on refuses an operation, or all of them if it is empty. */
  public void refuses(String operation, AwsError error) {
    refuses(
        request ->
            operation.isEmpty() || request.operation().equals(operation)
                ? Optional.of(error)
                : Optional.empty());
  }

  /** All calls so far, refused ones too. */
  public synchronized List<AwsRequest> requests() {
    return List.copyOf(requests);
  }

  /** The calls of one operation so far. */
  public synchronized List<AwsRequest> requests(String operation) {
    return requests.stream().filter(one -> one.operation().equals(operation)).toList();
  }

  /** Forgets the calls, not what the services know. */
  public synchronized void forgetRequests() {
    requests.clear();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      AwsReply reply =
          answer(
              new AwsRequest(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
      if ("close".equals(headers.get("connection"))) {
        exchange
            .getResponseHeaders()
            .set("Connection", "close"); // the JDK's server closes silently
      }
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized AwsReply answer(AwsRequest request) {
    requests.add(request);
    boolean form =
        request
            .headers()
            .getOrDefault("content-type", "")
            .startsWith("application/x-www-form-urlencoded");
    try {
      request.requireWhatIsSigned();
      Optional<AwsError> refused = refusal.apply(request);
      if (refused.isPresent()) {
        throw refused.get();
      }
      AwsService service = services.get(request.service());
      if (service == null) {
        throw AwsError.of("UnrecognizedClientException", "nobody plays " + request.service());
      }
      return service.answer(request);
    } catch (AwsError e) {
      return form ? e.xml() : e.json();
    } catch (RuntimeException e) {
      AwsError fault = new AwsError(500, "InternalFailure", String.valueOf(e));
      return form ? fault.xml() : fault.json();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
