// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Azure Resource Manager in this process: resources by their ids, which have no case. Of what a
 * resource may be it knows nothing. Thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/create-or-update">event
 *     subscriptions</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors">
 *     error codes</a>
 */
public final class FakeArm implements AutoCloseable {

  private final LocalServer server = new LocalServer("arm", this::answer);
  private final Map<String, Map<String, Object>> resources =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private Function<String, Optional<String>> refusal = request -> Optional.empty();

  /** Where it is. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Methods and paths of all requests so far. */
  public List<String> requests() {
    return server.requests();
  }

  /** There is such a resource, whoever has made it. */
  public synchronized void put(String id, Map<String, Object> body) {
    Map<String, Object> resource = new LinkedHashMap<>(body);
    resource.put("id", id);
    resource.put("name", id.substring(id.lastIndexOf('/') + 1));
    resources.put(id, resource);
  }

  /** A resource; empty if there is none. */
  public synchronized Optional<Map<String, Object>> find(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  /**
   * What is refused from now on: a function from {@code METHOD path} to the code of the refusal;
   * {@code AuthorizationFailed} has status 403, any other 409.
   */
  public synchronized void refuses(Function<String, Optional<String>> which) {
    refusal = which;
  }

  private synchronized LocalServer.Reply answer(HttpExchange exchange, String body) {
    String id = exchange.getRequestURI().getPath();
    Optional<String> refused = refusal.apply(exchange.getRequestMethod() + " " + id);
    if (refused.isPresent()) {
      return error(refused.get().equals("AuthorizationFailed") ? 403 : 409, refused.get());
    }
    if (Query.of(exchange.getRequestURI()).text("api-version").isEmpty()) {
      return error(400, "MissingApiVersionParameter");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET" ->
          find(id)
              .map(resource -> LocalServer.Reply.json(200, text(resource)))
              .orElseGet(() -> error(404, "ResourceNotFound"));
      case "PUT" -> {
        boolean existed = resources.containsKey(id);
        put(id, parse(body));
        yield LocalServer.Reply.json(existed ? 200 : 201, text(resources.get(id)));
      }
      case "DELETE" -> LocalServer.Reply.empty(resources.remove(id) == null ? 204 : 200);
      default -> error(405, exchange.getRequestMethod().toLowerCase(Locale.ROOT));
    };
  }

  private static LocalServer.Reply error(int status, String code) {
    return LocalServer.Reply.json(
        status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}");
  }

  private static Map<String, Object> parse(String body) {
    try {
      return JSON.std.mapFrom(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Map<String, Object> resource) {
    try {
      return JSON.std.asString(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
