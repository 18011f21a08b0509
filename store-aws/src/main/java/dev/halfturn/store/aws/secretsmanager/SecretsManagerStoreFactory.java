// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Opens stores of kind {@code aws-secrets-manager}: each entry a secret, or client id and client
 * secret of an application together in one that has the shape of Amazon's rotation sample. Nothing
 * is asked of AWS before the first call.
 */
public final class SecretsManagerStoreFactory implements PolicyStoreFactory {

  private final Consumer<Duration> pause;

  /** For ServiceLoader. */
  public SecretsManagerStoreFactory() {
    this(SecretsManagerStoreFactory::sleep);
  }

  /**
   * @param pause how the time before a repetition is spent
   */
  SecretsManagerStoreFactory(Consumer<Duration> pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "aws-secrets-manager";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SecretsManagerOptions.all();
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    String owner = "store '" + context.instance() + "'";
    Places places = Places.of(config);
    SecretsApi api = new SecretsApi(new AwsCall(new AwsAccess(owner, config), pause), owner);
    Map<String, String> ofNewSecrets =
        config
            .find(SecretsManagerOptions.KMS_KEY)
            .map(key -> Map.of("KmsKeyId", key))
            .orElseGet(Map::of);
    return new SecretsManagerStore(
        owner,
        places,
        api,
        new Writing(api, owner, ofNewSecrets, pause),
        config.get(SecretsManagerOptions.RECOVERY_DAYS));
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return List.of();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "INTERRUPTED", "told to stop while waiting for AWS"));
    }
  }
}
