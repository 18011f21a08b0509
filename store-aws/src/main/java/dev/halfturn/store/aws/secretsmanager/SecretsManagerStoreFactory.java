// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.doctor.AwsExamination;
import dev.halfturn.store.aws.doctor.SecretsManager;
import dev.halfturn.store.aws.secretsmanager.AppCredentials.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Opens stores of kind {@code aws-secrets-manager}: each entry a secret, or client id and client
 * secret of an application together in one that has the shape of Amazon's rotation sample. Nothing
 * is asked of AWS before the first call.
 */
public final class SecretsManagerStoreFactory
    implements PolicyStoreFactory, ExaminedStoreFactory, DescribedStoreFactory {

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
    String owner = owner(context);
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
  public StoreTraits traits() {
    return new StoreTraits(Optional.of("EventBridge"), Optional.of("CloudTrail"), false);
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return SecretsManagerRights.lines(config, apps);
  }

  @Override
  public List<Observed> examine(
      PluginConfig config, PluginContext context, SortedSet<String> apps) {
    AwsAccess access = new AwsAccess(owner(context), config);
    Places places = Places.of(config);
    Set<String> secrets = new TreeSet<>();
    for (String app : apps) {
      for (Member member : Member.values()) {
        secrets.add(places.of(new SecretName(app + "/" + member.entry())).secret());
      }
    }
    return new AwsExamination(access, new AwsCall(access, pause))
        .examine(
            new SecretsManager(
                context.instance(),
                List.copyOf(secrets),
                config.find(SecretsManagerOptions.KMS_KEY),
                caller -> SecretsManagerRights.of(config, apps, caller)));
  }

  private static String owner(PluginContext context) {
    return "store '" + context.instance() + "'";
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
