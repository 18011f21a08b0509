// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.Provider;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.spi.HalfturnException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** HTTP clients of an account's sellers, over one of the JDK's that they share. Thread-safe. */
final class SellerClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Provider<Halfturn> halfturn;
  private Optional<HttpClient> shared; // guarded by this

  /**
   * @param bound the one to share; one is made when first needed unless the injector has one
   */
  SellerClients(Provider<Halfturn> halfturn, Optional<HttpClient> bound) {
    this.halfturn = halfturn;
    this.shared = bound;
  }

  SpApiHttpClient forSeller(String app, String seller) {
    Halfturn open = halfturn.get();
    Endpoints endpoints = open.configuration().endpoints();
    try {
      return SpApiHttpClient.of(
          shared(endpoints), open.tokens().forSeller(app, seller), app, endpoints);
    } catch (HalfturnException e) {
      throw Failures.of(e); // the client that is bound
    }
  }

  private synchronized HttpClient shared(Endpoints endpoints) {
    if (shared.isEmpty()) {
      shared = Optional.of(made(endpoints));
    }
    return shared.get();
  }

  /** The way there is that of the exchanges: never by the JVM's own proxy settings. */
  static HttpClient made(Endpoints endpoints) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(endpoints.proxy().map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY));
    endpoints.tls().ifPresent(builder::sslContext);
    return builder.build();
  }
}
