// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.SecretValue;
import java.util.Objects;

/**
 * What a store holds that an exchange for a seller needs.
 *
 * @param client the application's part
 * @param refreshToken the seller's
 */
public record StoredSeller(StoredClient client, SecretValue refreshToken) {
  public StoredSeller {
    Objects.requireNonNull(client);
    Objects.requireNonNull(refreshToken);
  }
}
