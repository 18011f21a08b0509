// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.SecretClientBuilder;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.NamingStoreFactory;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.store.azure.doctor.VaultExamination;
import dev.halfturn.store.azure.policy.VaultRights;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.store.azure.vault.VaultNames;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * Opens stores of kind {@code azure-key-vault}: each entry a secret of a vault. Opening calls
 * nothing; credentials are looked up at the first call.
 *
 * <p>{@link #open} raises {@link dev.halfturn.spi.ErrorCode#INVALID_ARGUMENT}, naming the option,
 * for an alias that cannot be meant and for options that contradict one another.
 */
public final class KeyVaultStoreFactory
    implements DescribedStoreFactory, ExaminedStoreFactory, NamingStoreFactory, PolicyStoreFactory {

  private final UnaryOperator<SecretClientBuilder> adjusted;
  private final Pause pause;

  /** For Azure. */
  public KeyVaultStoreFactory() {
    this(UnaryOperator.identity(), Pause.REAL);
  }

  KeyVaultStoreFactory(UnaryOperator<SecretClientBuilder> adjusted, Pause pause) {
    this.adjusted = adjusted;
    this.pause = pause;
  }

  @Override
  public String name() {
    return "azure-key-vault";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return KeyVaultOptions.ALL;
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    return new KeyVaultSecretStore(VaultParts.of(config, context, adjusted, pause));
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(Optional.of("Event Grid"), Optional.of("diagnostic logs"), false);
  }

  @Override
  public String rawName(PluginConfig config, SecretName name) {
    return VaultNames.of(config).raw(name);
  }

  @Override
  public List<Observed> examine(
      PluginConfig config, PluginContext context, SortedSet<String> apps) {
    return new VaultExamination(VaultParts.access(config, context), config).examine(apps);
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    return VaultRights.lines(config, apps);
  }
}
