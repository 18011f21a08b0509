// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A service that speaks JSON over HTTP, and remembers what it was asked. Thread-safe. */
public abstract class CloudService implements HttpHandler {

  private final List<CloudRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<CloudRequest, Optional<CloudRefusal>> refusing =
      request -> Optional.empty();

  /**
   * What it answers.
   *
   * @throws CloudRefusal if it refuses
   */
  protected abstract Map<String, ?> answer(CloudRequest request);

  /** All requests so far, refused ones too. */
  public List<CloudRequest> requests() {
    return List.copyOf(requests);
  }

  /** From now on refuses what the function says, before anything is done. */
  public void refuses(Function<CloudRequest, Optional<CloudRefusal>> which) {
    refusing = which;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      Map<String, ?> answer;
      try {
        CloudRequest request = CloudRequest.of(exchange);
        requests.add(request);
        refusing
            .apply(request)
            .ifPresent(
                refusal -> {
                  throw refusal;
                });
        answer = answer(request);
      } catch (CloudRefusal refusal) {
        status = refusal.http();
        answer = refusal.body();
      }
      byte[] bytes = JSON.std.asBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Of a path or a method that the service does not have. */
  protected static CloudRefusal unknown(CloudRequest request) {
    return CloudRefusal.of(404, "NOT_FOUND", "no such method: " + request.line());
  }
}
