// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.Map;
import java.util.Optional;

/**
 * Which permission each method needs.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/access-control">the permissions</a>
 */
final class Permissions {

  private static final Map<String, String> BY_METHOD =
      Map.ofEntries(
          Map.entry("ListSecrets", "secrets.list"),
          Map.entry("CreateSecret", "secrets.create"),
          Map.entry("GetSecret", "secrets.get"),
          Map.entry("UpdateSecret", "secrets.update"),
          Map.entry("DeleteSecret", "secrets.delete"),
          Map.entry("GetIamPolicy", "secrets.getIamPolicy"),
          Map.entry("SetIamPolicy", "secrets.setIamPolicy"),
          Map.entry("AddSecretVersion", "versions.add"),
          Map.entry("GetSecretVersion", "versions.get"),
          Map.entry("ListSecretVersions", "versions.list"),
          Map.entry("AccessSecretVersion", "versions.access"),
          Map.entry("EnableSecretVersion", "versions.enable"),
          Map.entry("DisableSecretVersion", "versions.disable"),
          Map.entry("DestroySecretVersion", "versions.destroy"));

  private Permissions() {}

  /** Empty for a method that needs none. */
  static Optional<String> of(String method) {
    return Optional.ofNullable(BY_METHOD.get(method)).map(name -> "secretmanager." + name);
  }
}
