// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.azure.keyvault.VaultCalls.Got;
import dev.halfturn.store.azure.vault.VaultNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How values and versions are read. What is disabled is not there. */
final class VaultReads {

  private final VaultCalls calls;
  private final VaultNames names;

  VaultReads(VaultCalls calls, VaultNames names) {
    this.calls = calls;
    this.names = names;
  }

  /** What the service calls current; if that is disabled, the newest that is not. */
  Optional<KeyVaultSecret> current(String raw) {
    Got got = calls.get(raw, null);
    if (!got.disabled()) {
      return got.secret();
    }
    for (SecretProperties version : newestFirst(raw)) {
      Optional<KeyVaultSecret> found = calls.get(raw, version.getVersion()).secret();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  Optional<StoredSecret> find(SecretName name) {
    return current(names.raw(name)).map(found -> secret(name, found));
  }

  Optional<StoredSecret> find(SecretName name, String rawVersion) {
    return calls.get(names.raw(name), rawVersion).secret().map(found -> secret(name, found));
  }

  List<SecretVersion> versions(SecretName name) {
    return currentFirst(names.raw(name)).stream().map(VaultReads::version).toList();
  }

  /** The enabled versions; which of the newest second is current is asked of the vault. */
  List<SecretProperties> currentFirst(String raw) {
    List<SecretProperties> versions = newestFirst(raw);
    if (VersionOrder.isTied(versions)) {
      calls
          .get(raw, null)
          .secret()
          .map(current -> current.getProperties().getVersion())
          .flatMap(id -> versions.stream().filter(one -> one.getVersion().equals(id)).findFirst())
          .ifPresent(
              current -> {
                versions.remove(current);
                versions.add(0, current);
              });
    }
    return versions;
  }

  private List<SecretProperties> newestFirst(String raw) {
    List<SecretProperties> versions = new ArrayList<>(calls.versions(raw));
    versions.removeIf(version -> !VersionOrder.isEnabled(version));
    versions.sort(VersionOrder.OLDEST_FIRST.reversed());
    return versions;
  }

  static SecretVersion version(SecretProperties version) {
    return new SecretVersion(VersionId.of(version.getVersion()), VersionOrder.created(version));
  }

  private static StoredSecret secret(SecretName name, KeyVaultSecret found) {
    return new StoredSecret(
        name, version(found.getProperties()), SecretValue.ofUtf8(found.getValue()));
  }
}
