// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.net.URI;
import java.util.Map;

/** How a store finds an SSM of a test. */
final class SsmSettings {

  private SsmSettings() {}

  static Map<String, String> at(URI endpoint) {
    return Map.of(
        "region", "eu-central-1",
        "endpoint", endpoint.toString(),
        "access-key-id", "AKIDEXAMPLE",
        "secret-access-key", "example");
  }
}
