// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;

/**
 * A store that can carry an expiry date beside a value, so that the cloud's own console and events
 * show it. It <em>must</em> be informational: the store never deletes or hides the value because of
 * it.
 */
public interface ExpiringSecretStore extends SecretStore {

  /**
   * Notes when the current version's value ends to be valid; replaces an earlier date. Idempotent.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the entry does not exist
   */
  void markExpiry(SecretName name, Instant expiresAt);
}
