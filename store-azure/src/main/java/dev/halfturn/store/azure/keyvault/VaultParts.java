// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.SecretClientBuilder;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.store.azure.vault.VaultNames;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What a store consists of.
 *
 * @param owner how messages call it
 * @param reads of values and versions
 * @param listing of names
 * @param requests for versions
 * @param writes of versions
 * @param races for versions
 * @param changes of versions
 * @param end of its connections
 */
record VaultParts(
    String owner,
    VaultReads reads,
    VaultListing listing,
    VaultRequests requests,
    VaultWrites writes,
    VaultRaces races,
    VaultChanges changes,
    Runnable end) {

  /**
   * @throws HalfturnException if the options contradict one another; nothing is called
   */
  static VaultParts of(
      PluginConfig config,
      PluginContext context,
      UnaryOperator<SecretClientBuilder> adjusted,
      Pause pause) {
    URI endpoint = KeyVaultOptions.address(config);
    VaultNames names = VaultNames.of(config);
    AzureAccess access = access(config, context);
    VaultCalls calls = new VaultCalls(access, endpoint, adjusted, pause);
    VaultReads reads = new VaultReads(calls, names);
    VaultRequests requests =
        new VaultRequests(
            names,
            context.clock(),
            context.random(),
            Duration.ofDays(config.get(KeyVaultOptions.EXPIRES_AFTER_DAYS)));
    VaultWrites writes =
        new VaultWrites(calls, new NameHolding(calls, KeyVaultOptions.vaultName(config)));
    return new VaultParts(
        calls.owner(),
        reads,
        new VaultListing(calls, names),
        requests,
        writes,
        new VaultRaces(calls, names, reads, requests, writes),
        new VaultChanges(calls, names, reads),
        access::close);
  }

  static AzureAccess access(PluginConfig config, PluginContext context) {
    return new AzureAccess("store '" + context.instance() + "'", config);
  }
}
