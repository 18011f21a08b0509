// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * The service as one issuer uses it. Connects when it is first needed; what fails, fails as a
 * {@link HalfturnException} that quotes nothing but the service's own name of the failure.
 * Thread-safe.
 *
 * <p>The SDK's check of messages is switched off: it writes each body, and with it each new secret,
 * into the log. {@link Body} checks them.
 */
final class Sqs implements AutoCloseable {

  /** The longest wait for a message that there is. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final int ATTEMPTS = 3;

  private final SqsAccess access;
  private SqsClient client;
  private boolean closed;

  Sqs(SqsAccess access) {
    this.access = access;
  }

  /** Makes one call. */
  <T> T call(Function<SqsClient, T> operation) {
    try {
      return direct(operation);
    } catch (SdkException e) {
      throw SqsFailure.of(access.owner(), e);
    }
  }

  /** Makes one call, which fails as the SDK's do. */
  <T> T direct(Function<SqsClient, T> operation) {
    HeaderLog.silence();
    SqsClient open = client();
    requireCredentials();
    return operation.apply(open);
  }

  /** Makes one call, of which it does not matter much whether it works. */
  void attempt(Consumer<SqsClient> operation) {
    try {
      operation.accept(client());
    } catch (SdkException e) {
      // it will be tried again in its time
    }
  }

  /** What a request that waits for messages needs beside the usual time. */
  AwsRequestOverrideConfiguration waiting(Duration wait) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(access.timeout().plus(wait))
        .build();
  }

  /** By itself, since the SDK tells this apart from other failures by its text only. */
  private void requireCredentials() {
    if (access.credentials() instanceof AnonymousCredentialsProvider) {
      return;
    }
    try {
      access.credentials().resolveCredentials();
    } catch (SdkException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAUTHENTICATED, access.owner() + " finds no credentials for AWS")
              .withHint("give it a role, or an access key in the environment or in ~/.aws"));
    }
  }

  /** The region in which it works. */
  String region() {
    return client().serviceClientConfiguration().region().id();
  }

  private synchronized SqsClient client() {
    if (closed) {
      throw closed(access.owner());
    }
    if (client == null) {
      try {
        client = connect();
      } catch (SdkException e) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, access.owner() + " knows no AWS region")
                .withHint("set its option region, or AWS_REGION"));
      }
    }
    return client;
  }

  static HalfturnException closed(String owner) {
    return new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, owner + " is closed"));
  }

  private SqsClient connect() {
    SqsClientBuilder builder =
        SqsClient.builder()
            .credentialsProvider(access.credentials())
            .checksumValidationEnabled(false)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(access.timeout())
                    .socketTimeout(access.timeout().plus(LONGEST_WAIT)))
            .overrideConfiguration(
                options ->
                    options
                        .apiCallTimeout(access.timeout())
                        .retryStrategy(strategy -> strategy.maxAttempts(ATTEMPTS)));
    access.region().map(Region::of).ifPresent(builder::region);
    access.endpoint().ifPresent(builder::endpointOverride);
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
