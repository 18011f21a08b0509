// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import java.net.URI;
import java.util.Map;

/** How a store finds a Secret Manager of a test. */
final class SecretManagerSettings {

  static final String PROJECT = "acme-test";

  private SecretManagerSettings() {}

  static Map<String, String> at(URI endpoint) {
    return Map.of("project", PROJECT, "endpoint", endpoint.toString());
  }
}
