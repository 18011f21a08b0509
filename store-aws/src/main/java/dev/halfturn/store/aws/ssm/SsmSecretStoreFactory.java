// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.AdoptingStoreFactory;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.ForeignEntry;
import dev.halfturn.spi.NamingStoreFactory;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.store.aws.blog.BlogSearch;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.doctor.AwsExamination;
import dev.halfturn.store.aws.doctor.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Opens stores of kind {@code aws-ssm}: each secret a parameter of AWS Systems Manager. Opening
 * calls nothing; credentials and region are looked up at the first call.
 *
 * <p>{@link #open} raises {@link dev.halfturn.spi.ErrorCode#INVALID_ARGUMENT}, naming the option,
 * for an alias that cannot be meant and for options that contradict one another.
 */
public final class SsmSecretStoreFactory
    implements PolicyStoreFactory,
        AdoptingStoreFactory,
        DescribedStoreFactory,
        ExaminedStoreFactory,
        NamingStoreFactory {

  /** What an application has, and where a look shows something. */
  private static final List<String> LOOKED_AT =
      List.of(
          "/lwa/clientidentifier",
          "/lwa/clientsecret",
          "/lwa/clientsecret/previous",
          "/lwa/clientsecret/inbox",
          "/lwa/clientsecret/rotation",
          "/refreshtoken");

  private final Pause pause;

  /** For AWS. */
  public SsmSecretStoreFactory() {
    this(Pause.REAL);
  }

  SsmSecretStoreFactory(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "aws-ssm";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SsmOptions.ALL;
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    SsmParts parts = SsmParts.of(config, context, pause);
    return config.find(SsmOptions.NO_CHANGE_DAYS).isPresent()
        ? new ExpiringSsmSecretStore(parts, new Notices(parts))
        : new SsmSecretStore(parts);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(Optional.of("EventBridge"), Optional.of("CloudTrail"), false);
  }

  @Override
  public String rawName(PluginConfig config, SecretName name) {
    return ParameterNames.of(config).raw(name);
  }

  @Override
  public List<ForeignEntry> findForeign(PluginConfig config, PluginContext context) {
    return new BlogSearch(
            access(config, context),
            ParameterNames.of(config)::raw,
            config.get(SsmOptions.KMS_KEY_ID))
        .find();
  }

  @Override
  public List<Observed> examine(
      PluginConfig config, PluginContext context, SortedSet<String> apps) {
    AwsAccess access = access(config, context);
    ParameterNames names = ParameterNames.of(config);
    Map<SecretName, String> parameters = new TreeMap<>();
    for (String app : apps) {
      for (String entry : LOOKED_AT) {
        SecretName name = new SecretName(app + entry);
        parameters.put(name, names.raw(name));
      }
    }
    return new AwsExamination(access, new AwsCall(access))
        .examine(
            new ParameterStore(
                context.instance(),
                parameters,
                config.get(SsmOptions.KMS_KEY_ID),
                caller -> SsmRights.rotator(config, apps, caller)));
  }

  private static AwsAccess access(PluginConfig config, PluginContext context) {
    return new AwsAccess("store '" + context.instance() + "'", config);
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return SsmRights.lines(config, apps);
  }
}
