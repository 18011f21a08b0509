// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.store.gcp.call.GcpAccess;

/**
 * What a store consists of.
 *
 * @param ids of secrets
 * @param newSecrets as they are made
 * @param calls of Secret Manager
 * @param looks at secrets
 * @param marks on secrets
 * @param reads of values
 * @param writes of values
 * @param oldVersions that are not kept
 */
record SecretManagerParts(
    SecretIds ids,
    NewSecrets newSecrets,
    SecretManagerCalls calls,
    Looks looks,
    Marks marks,
    SecretReads reads,
    SecretWrites writes,
    OldVersions oldVersions) {

  /**
   * @throws HalfturnException if the options contradict one another; nothing is called
   */
  static SecretManagerParts of(PluginConfig config, PluginContext context, Pause pause) {
    SecretIds ids = SecretIds.of(config);
    NewSecrets newSecrets = new NewSecrets(config);
    SecretManagerCalls calls =
        new SecretManagerCalls(new GcpAccess("store '" + context.instance() + "'", config), pause);
    OwnWrites ownWrites = new OwnWrites();
    Looks looks = new Looks(calls, ownWrites);
    SecretReads reads = new SecretReads(calls, ids, looks, ownWrites);
    return new SecretManagerParts(
        ids,
        newSecrets,
        calls,
        looks,
        new Marks(calls),
        reads,
        new SecretWrites(calls, reads, ownWrites),
        new OldVersions(calls, config.get(SecretManagerOptions.KEEP_VERSIONS), ids::isAdopted));
  }
}
