// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * With which credentials, where and how long SQS is called.
 *
 * @param owner how messages call the instance: {@code issuer 'spapi'}
 * @param region empty for that of the surroundings
 * @param endpoint empty for the region's own
 * @param timeout of a call, with its repetitions
 */
record SqsAccess(
    String owner,
    AwsCredentialsProvider credentials,
    Optional<String> region,
    Optional<URI> endpoint,
    Duration timeout) {

  /** For what plays SQS on this machine, which asks for none. */
  private static final String ANY_REGION = "us-east-1";

  static SqsAccess of(String owner, PluginConfig config) {
    QueueAddress queue = config.get(SpapiOptions.QUEUE);
    return new SqsAccess(
        owner,
        credentials(config, queue),
        config
            .find(SpapiOptions.REGION)
            .or(queue::region)
            .or(() -> queue.isOnThisMachine() ? Optional.of(ANY_REGION) : Optional.empty()),
        config.find(SpapiOptions.ENDPOINT).or(queue::service),
        config.get(SpapiOptions.TIMEOUT));
  }

  private static AwsCredentialsProvider credentials(PluginConfig config, QueueAddress queue) {
    Optional<String> id = text(config.find(SpapiOptions.ACCESS_KEY_ID));
    if (id.isPresent()) {
      String secret = text(config.find(SpapiOptions.SECRET_ACCESS_KEY)).orElseThrow();
      return StaticCredentialsProvider.create(
          text(config.find(SpapiOptions.SESSION_TOKEN))
              .<AwsCredentials>map(token -> AwsSessionCredentials.create(id.get(), secret, token))
              .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret)));
    }
    Optional<String> profile = config.find(SpapiOptions.PROFILE);
    if (profile.isEmpty() && queue.isOnThisMachine()) {
      return AnonymousCredentialsProvider.create();
    }
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    profile.ifPresent(chain::profileName);
    return chain.build();
  }

  private static Optional<String> text(Optional<SecretValue> value) {
    return value.map(SecretValue::revealUtf8);
  }
}
