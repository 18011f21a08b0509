// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.store.gcp.call.GcpCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls of one step, written down. In a dry run those that change something are not made. */
final class Calls {

  private final GcpCall google;
  private final boolean dryRun;
  private final List<Call> calls = new ArrayList<>();
  private String lastRight = "";

  Calls(GcpCall google, boolean dryRun) {
    this.google = google;
    this.dryRun = dryRun;
  }

  List<Call> all() {
    return calls;
  }

  /** The right that the last call needs, as roles name it. */
  String lastRight() {
    return lastRight;
  }

  /**
   * Asks.
   *
   * @param right that it needs, such as {@code pubsub.topics.get}: what messages call it
   */
  Map<String, Object> get(String service, String right, String path) {
    note(right, path, Map.of(), true);
    return google.read(service, "GET", path, Map.of());
  }

  /** Changes something; what comes of it is empty in a dry run. */
  Map<String, Object> change(
      String service, String right, String method, String path, Map<String, ?> input) {
    note(right, path, input, !dryRun);
    return dryRun ? Map.of() : google.write(service, method, path, input);
  }

  private void note(String right, String path, Map<String, ?> input, boolean made) {
    lastRight = right;
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", path);
    shown.putAll(input);
    int dot = right.indexOf('.');
    calls.add(
        new Call(right.substring(0, dot) + " " + right.substring(dot + 1), json(shown), made));
  }

  private static String json(Map<String, Object> value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new AssertionError("maps, lists and texts can be written", e);
    }
  }
}
