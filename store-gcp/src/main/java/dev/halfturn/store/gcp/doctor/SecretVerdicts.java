// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the settings and the rights of one secret come to. Asks nobody. */
final class SecretVerdicts {

  static final String DELETE = "secretmanager.secrets.delete";

  private static final String ACCESS = "secretmanager.versions.access";

  private SecretVerdicts() {}

  /**
   * Of a secret's settings.
   *
   * @param id of the secret
   * @param secret as the service gives it
   */
  static List<Observed> settings(String id, Map<String, Object> secret) {
    List<Observed> observed = new ArrayList<>();
    if (secret.containsKey("expireTime") || secret.containsKey("ttl")) {
      observed.add(
          Observed.of(
                  Level.FAILURE, "expiry", id + " expires, which deletes it with all its versions")
              .advising("gcloud secrets update " + id + " --remove-expiration"));
    }
    if (String.valueOf(secret).contains("kmsKeyName")) {
      observed.add(Observed.of(Level.OK, "key", id + " is encrypted by a key of your own"));
    }
    return observed;
  }

  /**
   * Of the newest version: plain readers of {@code latest} get it.
   *
   * @param version as the service gives it; empty if there is none
   */
  static Optional<Observed> newest(String id, Map<String, Object> version) {
    Object state = version.get("state");
    return state == null || state.equals("ENABLED")
        ? Optional.empty()
        : Optional.of(
            Observed.of(
                    Level.WARNING,
                    "newest version",
                    id + ": whoever reads 'latest' fails, for its newest version is not enabled")
                .advising("gcloud secrets versions list " + id));
  }

  /**
   * Of the rights of one secret.
   *
   * @param wanted what a rotator needs
   * @param granted of those and of the right to delete
   */
  static List<Observed> rights(String id, List<String> wanted, Set<String> granted) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(granted);
    List<Observed> observed = new ArrayList<>();
    if (!missing.isEmpty()) {
      observed.add(
          Observed.of(
                  missing.contains(ACCESS) ? Level.FAILURE : Level.WARNING,
                  "rights",
                  id + " lacks: " + String.join(", ", missing))
              .advising("give what 'halfturn store policy' prints"));
    }
    if (granted.contains(DELETE)) {
      observed.add(
          Observed.of(Level.WARNING, "rights", id + " may be deleted, which nobody needs")
              .advising("use a role with what 'halfturn store policy' prints"));
    }
    return observed;
  }
}
