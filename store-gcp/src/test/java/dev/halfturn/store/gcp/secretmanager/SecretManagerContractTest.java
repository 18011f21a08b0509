// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.testbed.gcp.FakeSecretManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class SecretManagerContractTest extends SecretManagerContract {

  private final FakeSecretManager google = new FakeSecretManager(clock());

  @Override
  Map<String, String> settings() {
    return SecretManagerSettings.at(google.endpoint());
  }

  @AfterEach
  void stop() {
    google.close();
  }
}
