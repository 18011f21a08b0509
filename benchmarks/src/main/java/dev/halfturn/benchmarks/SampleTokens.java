// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.CredentialReader;
import dev.halfturn.token.Grant;
import dev.halfturn.token.StoredClient;
import dev.halfturn.token.TokenExchange;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Tokens of many sellers, exchanged at a simulated Amazon that takes its time. */
final class SampleTokens implements AutoCloseable {

  static final String APP = "shop";

  private static final Duration HOUR = Duration.ofHours(1);

  private final AmazonSimulator amazon;
  private final CountingTls client;
  private final TokenExchange exchange;
  private final CredentialReader reader;
  private final AccessTokens tokens;

  /**
   * @param tls for both sides: connections are kept with HTTPS only, as with Amazon
   */
  SampleTokens(SSLContext tls, int sellers, Duration latency) {
    this(tls, sellers, latency, HOUR, cache -> cache);
  }

  /**
   * @param life how long the cache takes a token to live: the exchange's clock is behind by the
   *     rest of the hour
   * @param settings of the cache
   */
  SampleTokens(
      SSLContext tls,
      int sellers,
      Duration latency,
      Duration life,
      UnaryOperator<AccessTokens.Builder> settings) {
    amazon = AmazonSimulator.builder().https(tls).build();
    SimulatedApp app = amazon.addApp(APP);
    for (int i = 0; i < sellers; i++) {
      app.addSeller(seller(i), Region.NA);
    }
    if (!latency.isZero()) {
      amazon.faults().order(Endpoint.TOKEN, Fault.latency(latency), Integer.MAX_VALUE);
    }
    client = new CountingTls(tls);
    Endpoints endpoints =
        Endpoints.builder()
            .lwa(amazon.lwaEndpoint().toString())
            .allowCustom(true)
            .tls(client.context())
            .build();
    InstantSource behind = () -> Instant.now().minus(HOUR).plus(life);
    exchange = new TokenExchange(endpoints, behind);
    reader = new InMemory(app);
    tokens = settings.apply(AccessTokens.builder(exchange, reader)).build();
  }

  static String seller(int index) {
    return "seller-" + index;
  }

  AccessTokens tokens() {
    return tokens;
  }

  TokenSource source(int index) {
    return tokens.forSeller(APP, seller(index));
  }

  /** An exchange with no cache around it. */
  AccessToken exchange(int index) {
    StoredClient stored = reader.client(APP);
    return exchange
        .exchange(
            new ClientCredential(stored.clientId(), stored.current()),
            new Grant.RefreshToken(reader.refreshToken(APP, seller(index))))
        .token();
  }

  /** An empty cache over the same exchange. */
  AccessTokens anotherCache(UnaryOperator<AccessTokens.Builder> settings) {
    return settings.apply(AccessTokens.builder(exchange, reader)).build();
  }

  /** A text of its own, as a store would give it. */
  String refreshToken(int index) {
    return reader.refreshToken(APP, seller(index)).revealUtf8();
  }

  /** Exchanges Amazon has seen. */
  long exchanges() {
    return amazon.log().calls(Endpoint.TOKEN);
  }

  /** Connections to Amazon so far. */
  int connections() {
    return client.connections();
  }

  @Override
  public void close() {
    tokens.close();
    amazon.close();
  }

  private record InMemory(SimulatedApp app) implements CredentialReader {
    @Override
    public StoredClient client(String name) {
      return new StoredClient(
          app.clientId(), SecretValue.ofUtf8(app.secret()), List.of(), Optional.empty(), List.of());
    }

    @Override
    public SecretValue refreshToken(String name, String seller) {
      return SecretValue.ofUtf8(app.seller(seller).orElseThrow().refreshToken());
    }

    @Override
    public void replaceRefreshToken(
        String name, String seller, SecretValue used, SecretValue replacement) {
      throw new IllegalStateException("the simulator never replaces a refresh token");
    }
  }
}
