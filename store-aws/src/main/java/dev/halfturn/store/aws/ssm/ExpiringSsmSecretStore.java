// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.SecretName;
import java.time.Instant;

/**
 * The same, with a notice of SSM for client secrets that were not changed for some days. The notice
 * counts from the last change, whatever it was, so the date itself is not noted anywhere.
 *
 * <p>A client secret that this store creates has the notice from the beginning. One that others
 * have created gets it at the first mark, which is one more version of the same value; no later
 * mark is.
 */
final class ExpiringSsmSecretStore extends SsmSecretStore implements ExpiringSecretStore {

  private final Notices notices;

  ExpiringSsmSecretStore(SsmParts parts, Notices notices) {
    super(parts);
    this.notices = notices;
  }

  @Override
  public void markExpiry(SecretName name, Instant expiresAt) {
    whileOpen(() -> notices.seeTo(name));
  }
}
