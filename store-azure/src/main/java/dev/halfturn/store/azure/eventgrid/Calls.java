// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.azure.core.exception.HttpResponseException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.store.azure.call.AzureCall;
import dev.halfturn.store.azure.call.AzureFailure;
import dev.halfturn.store.azure.call.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of one step, written down under the names of the rights that they need. In a dry run
 * those that change something are not made. Fails as the library does.
 */
final class Calls {

  private final AzureCall azure;
  private final URI endpoint;
  private final boolean dryRun;
  private final List<Call> calls = new ArrayList<>();

  Calls(AzureCall azure, URI endpoint, boolean dryRun) {
    this.azure = azure;
    this.endpoint = endpoint;
    this.dryRun = dryRun;
  }

  List<Call> all() {
    return calls;
  }

  /** The right that the last call needs. */
  String lastRight() {
    return calls.get(calls.size() - 1).operation();
  }

  /** Looks at something; empty if it is not there. */
  Optional<Map<String, Object>> find(ResourceKind kind, String id) {
    note(kind.right("read"), Map.of("path", id), true);
    try {
      return Optional.of(azure.json("GET", uri(kind, id), Map.of()));
    } catch (HttpResponseException e) {
      if (Refusal.of(e).filter(Calls::isNotFound).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isNotFound(Refusal refusal) {
    return AzureFailure.code(refusal) == ErrorCode.NOT_FOUND;
  }

  /** Makes something, or makes it as it should be. */
  void put(ResourceKind kind, String id, Map<String, ?> body) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", id);
    shown.putAll(body);
    note(kind.right("write"), shown, !dryRun);
    if (!dryRun) {
      azure.json("PUT", uri(kind, id), body);
    }
  }

  /** Takes something away. */
  void delete(ResourceKind kind, String id) {
    note(kind.right("delete"), Map.of("path", id), !dryRun);
    if (!dryRun) {
      azure.json("DELETE", uri(kind, id), Map.of());
    }
  }

  /** Writes a call down that somebody else makes, and that changes nothing. */
  void note(String right, Map<String, ?> input, boolean made) {
    try {
      calls.add(new Call(right, JSON.std.asString(input), made));
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  private URI uri(ResourceKind kind, String id) {
    String base = endpoint.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + id
            + "?api-version="
            + kind.version());
  }
}
