// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.SecretStore;
import java.util.List;
import java.util.SortedSet;

/**
 * Opens stores of kind {@code aws-ssm}: each secret a parameter of AWS Systems Manager. Opening
 * calls nothing; credentials and region are looked up at the first call.
 *
 * <p>{@link #open} raises {@link dev.halfturn.spi.ErrorCode#INVALID_ARGUMENT}, naming the option,
 * for an alias that cannot be meant and for options that contradict one another.
 */
public final class SsmSecretStoreFactory implements PolicyStoreFactory {

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
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return SsmRights.lines(config, apps);
  }
}
