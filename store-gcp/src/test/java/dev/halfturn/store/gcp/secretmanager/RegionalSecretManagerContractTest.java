// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.testbed.gcp.FakeSecretManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class RegionalSecretManagerContractTest extends SecretManagerContract {

  private final FakeSecretManager google = new FakeSecretManager(clock());

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(SecretManagerSettings.at(google.endpoint()));
    settings.put("location", "europe-west3");
    settings.put("prefix", "prod_halfturn");
    settings.put("keep-versions", "0");
    settings.put("destroy-deleted", "true");
    return settings;
  }

  @AfterEach
  void stop() {
    google.close();
  }
}
