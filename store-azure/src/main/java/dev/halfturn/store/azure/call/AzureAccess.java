// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.RetryPolicy;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * With which credentials one plug-in's instance works at Azure. Nothing is looked up before it is
 * asked for. Thread-safe.
 */
public final class AzureAccess implements AutoCloseable {

  private final String owner;
  private final PluginConfig config;
  private final Surroundings surroundings;
  private final Function<Duration, HttpClient> transport;
  private HttpClient http;
  private CredentialChain chain;
  private Optional<TokenCredential> given = Optional.empty();

  /**
   * @param owner how messages call the instance: {@code store 'azure-key-vault'}
   * @param config with the values of {@link AzureOptions#ALL}
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  public AzureAccess(String owner, PluginConfig config) {
    this(owner, config, Surroundings.ofThisProcess(), Transport::within);
  }

  /**
   * With a credential and a transport that somebody has already; what the options say of
   * credentials is passed over.
   */
  public AzureAccess(
      String owner, PluginConfig config, TokenCredential credential, HttpClient http) {
    this(owner, config, Surroundings.ofThisProcess(), timeout -> http);
    this.given = Optional.of(credential);
  }

  AzureAccess(
      String owner,
      PluginConfig config,
      Surroundings surroundings,
      Function<Duration, HttpClient> transport) {
    AzureOptions.check(config);
    this.owner = owner;
    this.config = config;
    this.surroundings = surroundings;
    this.transport = transport;
  }

  /** How messages call the instance. */
  public String owner() {
    return owner;
  }

  /** How long a call may take, and until when it may be repeated: twice as long at most. */
  public Duration timeout() {
    return config.get(AzureOptions.TIMEOUT);
  }

  /** The one HTTP transport; the same object at each call. */
  public synchronized HttpClient http() {
    if (http == null) {
      http = transport.apply(timeout());
    }
    return http;
  }

  /** Ends connections that are kept for a next call; there must be none after this. */
  @Override
  public synchronized void close() {
    if (http instanceof Transport own) {
      own.close();
    }
  }

  /**
   * Where tokens come from; the same object at each call. What it throws is a {@link
   * HalfturnException}.
   */
  public TokenCredential credential() {
    return given.orElseGet(this::chain);
  }

  private synchronized CredentialChain chain() {
    if (chain == null) {
      CredentialLinks links =
          new CredentialLinks(owner, config, surroundings, http(), AzureRetries.reading(timeout()));
      chain = new CredentialChain(owner, links);
    }
    return chain;
  }

  /** The link of the chain that gives tokens; empty before the first. */
  public Optional<CredentialLink> link() {
    return given.isPresent() ? Optional.empty() : chain().answered();
  }

  /** When calls are repeated, for a client that reads and writes. */
  public RetryPolicy retries() {
    return AzureRetries.byMethod(timeout());
  }

  /**
   * For calls of our own.
   *
   * @param scope for which tokens are asked: {@code https://storage.azure.com/.default}
   * @param retries when calls are repeated
   */
  HttpPipeline pipeline(String scope, RetryPolicy retries) {
    return new HttpPipelineBuilder()
        .httpClient(http())
        .policies(retries, new BearerToken(credential(), scope))
        .build();
  }
}
