// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One request as the rules look at it. */
interface Asked {

  String method();

  /** The target as it was sent. */
  URI target();

  /** All values of a header, in order. */
  List<String> headers(String name);

  /** Address of the other end of the connection. */
  String peer();

  /** The value of a header that is there once. */
  default Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
  }

  /** A request that a server has read. */
  static Asked of(HttpExchange exchange) {
    return new Asked() {
      @Override
      public String method() {
        return exchange.getRequestMethod();
      }

      @Override
      public URI target() {
        return exchange.getRequestURI();
      }

      @Override
      public List<String> headers(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
      }

      @Override
      public String peer() {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
      }
    };
  }
}
