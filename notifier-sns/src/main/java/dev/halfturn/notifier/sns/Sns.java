// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/**
 * The service as one notifier uses it. Connects when it is first needed; what fails, fails as a
 * {@link HalfturnException} that quotes nothing but the service's own name of the failure.
 * Thread-safe.
 */
final class Sns implements AutoCloseable {

  private static final int ATTEMPTS = 2;

  private final String instance;
  private final AwsCredentialsProvider credentials;
  private final Optional<String> region;
  private final Optional<URI> endpoint;
  private final Duration timeout;
  private SnsClient client;
  private boolean closed;

  Sns(
      String instance,
      AwsCredentialsProvider credentials,
      Optional<String> region,
      Optional<URI> endpoint,
      Duration timeout) {
    this.instance = instance;
    this.credentials = credentials;
    this.region = region;
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /** Makes one call. */
  <T> T call(Function<SnsClient, T> operation) {
    SnsClient open = client();
    requireCredentials();
    try {
      return operation.apply(open);
    } catch (SdkException e) {
      throw SnsFailure.of(instance, e);
    }
  }

  /** By itself, since the SDK tells this apart from other failures by its text only. */
  private void requireCredentials() {
    try {
      credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNAUTHENTICATED,
                  "notifier '" + instance + "' finds no credentials for AWS")
              .withHint("give it a role, or an access key in the environment or in ~/.aws"));
    }
  }

  private synchronized SnsClient client() {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "notifier '" + instance + "' is closed"));
    }
    if (client == null) {
      try {
        client = connect();
      } catch (SdkException e) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.INVALID_ARGUMENT, "notifier '" + instance + "' knows no AWS region")
                .withHint("set notifier." + instance + ".region"));
      }
    }
    return client;
  }

  private SnsClient connect() {
    SnsClientBuilder builder =
        SnsClient.builder()
            .credentialsProvider(credentials)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout))
            .overrideConfiguration(
                options ->
                    options
                        .apiCallTimeout(timeout)
                        .retryStrategy(strategy -> strategy.maxAttempts(ATTEMPTS)));
    region.map(Region::of).ifPresent(builder::region);
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
