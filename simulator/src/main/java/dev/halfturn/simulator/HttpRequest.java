// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it arrived.
 *
 * @param path without the query, as sent
 * @param headers by lower-case name
 * @param body read as UTF-8
 */
record HttpRequest(
    String method, String path, boolean keepAlive, Map<String, List<String>> headers, String body) {

  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Headers and body may hold credentials. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
