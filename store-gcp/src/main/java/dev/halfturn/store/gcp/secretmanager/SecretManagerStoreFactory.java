// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.NamingStoreFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreTraits;
import java.util.List;
import java.util.Optional;

/**
 * Opens stores of kind {@code gcp-secret-manager}: each entry a secret of Google Cloud's Secret
 * Manager. Opening calls nothing; credentials and project are looked up at the first call.
 *
 * <p>{@link #open} raises {@link dev.halfturn.spi.ErrorCode#INVALID_ARGUMENT}, naming the option,
 * for an alias that cannot be meant and for options that contradict one another.
 */
public final class SecretManagerStoreFactory implements DescribedStoreFactory, NamingStoreFactory {

  private final Pause pause;

  /** For Google Cloud. */
  public SecretManagerStoreFactory() {
    this(Pause.REAL);
  }

  SecretManagerStoreFactory(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "gcp-secret-manager";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SecretManagerOptions.ALL;
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    return new SecretManagerStore(config, context, pause);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(Optional.of("Pub/Sub"), Optional.of("Cloud Audit Logs"), false);
  }

  @Override
  public String rawName(PluginConfig config, SecretName name) {
    return SecretIds.of(config).id(name);
  }
}
