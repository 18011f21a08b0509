// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.Plugins;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract in the vault at Azure that {@code HALFTURN_LIVE_AZURE_VAULT} names, with the
 * credentials of the environment; only with the profile {@code live}. Each test has a prefix of its
 * own.
 *
 * <p>It leaves behind disabled secrets named {@code halfturn-live-...}, some three hundred for a
 * run, because this store deletes nothing. Use a vault for nothing else, and delete and purge it
 * afterwards.
 */
class LiveKeyVaultContractTest extends KeyVaultContract {

  private final String prefix =
      "halfturn-live-" + HexFormat.of().formatHex(new SecureRandom().generateSeed(3));

  @Override
  protected SecretStore open(PluginContext context) {
    String vault =
        Optional.ofNullable(System.getenv("HALFTURN_LIVE_AZURE_VAULT"))
            .orElseThrow(
                () -> new IllegalStateException("set HALFTURN_LIVE_AZURE_VAULT to a vault's name"));
    return Plugins.open(
        new KeyVaultStoreFactory(), Map.of("vault", vault, "prefix", prefix), context);
  }

  @AfterEach
  void disableAll() {
    PluginContext context =
        new PluginContext("live", clock(), new SecureRandom(), Path.of("target", "live"));
    try (SecretStore store = open(context);
        Stream<SecretName> names = store.names("")) {
      names.forEach(store::delete);
    }
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
