// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** In which order versions were written, the same for all who look. */
final class VersionOrder {

  /** By the vault's second, then by the writers' tags; who wrote without one comes first. */
  static final Comparator<SecretProperties> OLDEST_FIRST =
      Comparator.comparing(VersionOrder::created)
          .thenComparing(version -> OrderTag.of(version.getTags()).orElse(""))
          .thenComparing(SecretProperties::getVersion);

  private VersionOrder() {}

  /** When the vault took it. */
  static Instant created(SecretProperties version) {
    return Optional.ofNullable(version.getCreatedOn())
        .map(OffsetDateTime::toInstant)
        .orElse(Instant.EPOCH);
  }

  static boolean isEnabled(SecretProperties version) {
    return !Boolean.FALSE.equals(version.isEnabled());
  }

  /** Whether the newest two were taken within one second, so that the vault alone knows. */
  static boolean isTied(List<SecretProperties> newestFirst) {
    return newestFirst.size() > 1
        && created(newestFirst.get(0)).equals(created(newestFirst.get(1)));
  }
}
