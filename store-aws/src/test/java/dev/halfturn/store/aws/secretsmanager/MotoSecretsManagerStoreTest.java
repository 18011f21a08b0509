// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.aws.Moto;
import dev.halfturn.testkit.ConditionalSecretStoreContract;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoSecretsManagerStoreTest extends SecretStoreContract
    implements ConditionalSecretStoreContract, VersionedSecretStoreContract {

  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void forget() {
    moto.reset();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return SecretsManagerStores.open(moto.endpoint(), Map.of(), pause -> {}, context);
  }
}
