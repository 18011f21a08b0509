// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.ConditionalSecretStoreContract;
import dev.halfturn.testkit.ExpiringSecretStoreContract;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;
import java.time.Duration;
import java.util.Map;

/** What holds of the store wherever Secret Manager is. */
abstract class SecretManagerContract extends SecretStoreContract
    implements VersionedSecretStoreContract,
        ConditionalSecretStoreContract,
        ExpiringSecretStoreContract {

  abstract Map<String, String> settings();

  /** What becomes of a wait: others go on, the clock does not. */
  void pause(Duration time) {
    Thread.onSpinWait();
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return Plugins.open(new SecretManagerStoreFactory(this::pause), settings(), context);
  }
}
