// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.testkit.ExpiringSecretStoreContract;
import java.util.Map;

class AdvancedSsmContractTest extends SsmContractTest implements ExpiringSecretStoreContract {

  @Override
  Map<String, String> settings() {
    return Map.of("tier", "advanced", "no-change-days", "150", "prefix", "/prod/halfturn");
  }
}
