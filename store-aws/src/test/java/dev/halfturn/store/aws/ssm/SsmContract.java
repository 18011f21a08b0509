// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.CreateOnlySecretStoreContract;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.RaceDetectingSecretStoreContract;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What holds of the store wherever SSM is. */
abstract class SsmContract extends SecretStoreContract
    implements VersionedSecretStoreContract,
        CreateOnlySecretStoreContract,
        RaceDetectingSecretStoreContract {

  abstract URI endpoint();

  /** What becomes of a wait. */
  void pause(Duration time) {
    advanceClock(time);
  }

  Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public boolean holdsAnyBytes() {
    return false;
  }

  @Override
  protected SecretStore open(PluginContext context) {
    Map<String, String> texts = new HashMap<>(SsmSettings.at(endpoint()));
    texts.putAll(settings());
    return Plugins.open(new SsmSecretStoreFactory(this::pause), texts, context);
  }
}
