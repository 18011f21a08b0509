// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * With which credentials and in which region one plug-in's instance works. Nothing is looked up
 * before it is asked for. Thread-safe.
 */
public final class AwsAccess {

  private final String owner;
  private final PluginConfig config;
  private AwsCredentialsProvider credentials;

  /**
   * @param owner how messages call the instance: {@code store 'aws-ssm'}
   * @param config with the values of {@link AwsOptions#ALL}
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  public AwsAccess(String owner, PluginConfig config) {
    AwsOptions.check(config);
    this.owner = owner;
    this.config = config;
  }

  /** How messages call the instance. */
  public String owner() {
    return owner;
  }

  /**
   * Where a service is: at the configured address, else where the environment says ({@code
   * AWS_ENDPOINT_URL_SSM}, {@code AWS_ENDPOINT_URL}), else where AWS has it.
   *
   * @param service how it is called when a request is signed: {@code ssm}
   */
  public URI endpoint(String service) {
    return config
        .find(AwsOptions.ENDPOINT)
        .or(() -> variable("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT)))
        .or(() -> variable("AWS_ENDPOINT_URL"))
        .orElseGet(
            () -> {
              URI known = ServiceMetadata.of(service).endpointFor(place(service));
              return known.isAbsolute() ? known : URI.create("https://" + known);
            });
  }

  private static Optional<URI> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(text -> !text.isBlank())
        .map(URI::create);
  }

  /** The region for which requests to a service are signed. */
  public String signingRegion(String service) {
    return ServiceMetadata.of(service).signingRegion(place(service)).id();
  }

  /** Services that a partition has once, whatever the region. */
  private Region place(String service) {
    return service.equals("iam")
        ? Region.of(PartitionMetadata.of(region()).id() + "-global")
        : region();
  }

  /** Whether the credentials are an access key of the configuration. */
  public boolean isStatic() {
    return config.find(AwsOptions.ACCESS_KEY_ID).isPresent();
  }

  /** Whether the configuration says the region. */
  public boolean hasRegion() {
    return config.find(AwsOptions.REGION).isPresent();
  }

  /** How long a call may take, with its repetitions. */
  public Duration timeout() {
    return config.get(AwsOptions.TIMEOUT);
  }

  /** Where credentials come from; the same object at each call. */
  public synchronized AwsCredentialsProvider provider() {
    if (credentials == null) {
      Optional<String> profile = config.find(AwsOptions.PROFILE);
      credentials =
          AwsOptions.text(config, AwsOptions.ACCESS_KEY_ID)
              .<AwsCredentialsProvider>map(
                  id -> StaticCredentialsProvider.create(credentialsOf(id)))
              .orElseGet(
                  () -> {
                    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
                    profile.ifPresent(chain::profileName);
                    return chain.build();
                  });
    }
    return credentials;
  }

  private AwsCredentials credentialsOf(String id) {
    String secret = AwsOptions.text(config, AwsOptions.SECRET_ACCESS_KEY).orElseThrow();
    return AwsOptions.text(config, AwsOptions.SESSION_TOKEN)
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  /**
   * The credentials as they are now.
   *
   * @throws HalfturnException {@link ErrorCode#UNAUTHENTICATED} if there are none
   */
  public AwsCredentials credentials() {
    try {
      return provider().resolveCredentials();
    } catch (SdkException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAUTHENTICATED, owner + " finds no credentials for AWS")
              .withHint("give it a role, a key or a profile; see halfturn doctor --topic store"));
    }
  }

  /**
   * The region.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if nothing says which
   */
  public Region region() {
    try {
      return config
          .find(AwsOptions.REGION)
          .map(Region::of)
          .orElseGet(
              () -> {
                DefaultAwsRegionProviderChain.Builder chain =
                    DefaultAwsRegionProviderChain.builder();
                config.find(AwsOptions.PROFILE).ifPresent(chain::profileName);
                return chain.build().getRegion();
              });
    } catch (SdkException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, owner + " knows no AWS region")
              .withHint("set its option region, or AWS_REGION"));
    }
  }

  /** The one HTTP transport of this module; closing it is not needed. */
  public SdkHttpClient transport() {
    return new Transport(timeout());
  }
}
