// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.vault.VaultNames;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is changed of versions that are there. */
final class VaultChanges {

  private final VaultCalls calls;
  private final VaultNames names;
  private final VaultReads reads;

  VaultChanges(VaultCalls calls, VaultNames names, VaultReads reads) {
    this.calls = calls;
    this.names = names;
    this.reads = reads;
  }

  /**
   * Takes all versions out of view, the current one last: whenever this ends in between, what was
   * current still is.
   */
  void disableAll(SecretName name) {
    List<SecretProperties> versions = new ArrayList<>(reads.currentFirst(names.raw(name)));
    Collections.reverse(versions);
    versions.forEach(version -> calls.update(version.setEnabled(false)));
  }

  /**
   * Says when the current version ends; no call if it says so already.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is none
   */
  void markExpiry(SecretName name, Instant expiresAt) {
    SecretProperties current =
        reads
            .current(names.raw(name))
            .map(KeyVaultSecret::getProperties)
            .orElseThrow(
                () ->
                    new HalfturnException(
                        Problem.of(
                            ErrorCode.NOT_FOUND, calls.owner() + " has no entry '" + name + "'")));
    OffsetDateTime wanted = expiresAt.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    if (current.getExpiresOn() == null || !current.getExpiresOn().isEqual(wanted)) {
      calls.update(current.setExpiresOn(wanted));
    }
  }
}
