// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.testkit.PluginFactoryContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KeyVaultStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new KeyVaultStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("vault", "erp-vault");
  }

  @Test
  void aStoreThatIsClosedLeavesNoConnectionsOpen() {
    PluginConfig config =
        PluginConfig.parse(KeyVaultOptions.ALL, minimalSettings()).config().orElseThrow();
    PluginContext context =
        new PluginContext("vault", InstantSource.system(), new SecureRandom(), Path.of("unused"));
    VaultParts parts = VaultParts.of(config, context, UnaryOperator.identity(), Pause.REAL);
    AtomicInteger ended = new AtomicInteger();
    VaultParts counted =
        new VaultParts(
            parts.owner(),
            parts.reads(),
            parts.listing(),
            parts.requests(),
            parts.writes(),
            parts.races(),
            parts.changes(),
            ended::incrementAndGet);

    new KeyVaultSecretStore(counted).close();
    new KeyVaultSecretStore(parts).close(); // which has never had one

    assertThat(ended).hasValue(1);
  }
}
