// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.SecretValue;
import java.util.Objects;
import java.util.Optional;

/**
 * An application to be added.
 *
 * @param name how Halfturn is to call it
 * @param clientId Amazon's name for it; not secret
 * @param clientSecret its current client secret
 * @param region the region of sellers of which nothing else is said
 * @param replace whether an application of that name may exist and is then replaced; its sellers
 *     stay, and so do its other client secrets as long as Amazon may accept them
 */
public record NewApplication(
    String name,
    String clientId,
    SecretValue clientSecret,
    Optional<SpApiRegion> region,
    boolean replace) {
  public NewApplication {
    Objects.requireNonNull(name);
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(clientSecret);
    Objects.requireNonNull(region);
  }
}
