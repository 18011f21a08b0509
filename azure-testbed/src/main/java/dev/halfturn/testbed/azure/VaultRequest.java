// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that bore a token.
 *
 * @param method {@code PUT} and the like
 * @param path without what follows a question mark
 * @param query its parameters
 * @param host as the client called it, with the port
 * @param body as text; may hold a secret, so it is not part of the text form
 */
public record VaultRequest(
    String method, String path, Map<String, String> query, String host, String body) {

  static VaultRequest of(String method, URI uri, String host, String body) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new VaultRequest(method, uri.getPath(), query, host, body);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** What it asks for; empty if it is none of what is played. */
  public Optional<VaultOperation> operation() {
    return VaultOperation.of(this);
  }

  /** Whether it asks for this. */
  public boolean is(VaultOperation operation) {
    return operation().filter(operation::equals).isPresent();
  }

  /** The name of the secret that is meant, as the client wrote it; empty for lists of secrets. */
  public String name() {
    return segment(1);
  }

  /** The parts of the path; a slash at the end makes none. */
  List<String> segments() {
    return Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
  }

  String segment(int index) {
    return index < segments().size() ? segments().get(index) : "";
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
