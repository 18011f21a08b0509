// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.vault.VaultNames;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which entries there are. The vault lists all its secrets and nothing but those, each with the
 * state of its current version; where that is disabled one more call asks for an older one.
 */
final class VaultListing {

  private final VaultCalls calls;
  private final VaultNames names;

  VaultListing(VaultCalls calls, VaultNames names) {
    this.calls = calls;
    this.names = names;
  }

  NavigableSet<SecretName> names(String prefix) {
    NavigableSet<SecretName> found = new TreeSet<>();
    for (SecretProperties secret : calls.all()) {
      names
          .entry(secret.getName())
          .filter(name -> name.isWithin(prefix) && isThere(secret))
          .ifPresent(found::add);
    }
    return found;
  }

  private boolean isThere(SecretProperties secret) {
    return VersionOrder.isEnabled(secret)
        || calls.versions(secret.getName()).stream().anyMatch(VersionOrder::isEnabled);
  }
}
