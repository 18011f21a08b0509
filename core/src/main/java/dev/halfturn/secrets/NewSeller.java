// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A seller's authorization to be added to an application.
 *
 * @param app the application, which exists
 * @param name how Halfturn is to call the seller
 * @param refreshToken what the seller's authorization yielded
 * @param region where the authorization is valid, if not where the application's others are
 * @param authorizedUntil when Amazon refuses that token, if it does one day; UTC
 * @param replace whether the seller may exist and then gets this token
 */
public record NewSeller(
    String app,
    String name,
    SecretValue refreshToken,
    Optional<SpApiRegion> region,
    Optional<Instant> authorizedUntil,
    boolean replace) {
  public NewSeller {
    Objects.requireNonNull(app);
    Objects.requireNonNull(name);
    Objects.requireNonNull(refreshToken);
    Objects.requireNonNull(region);
    Objects.requireNonNull(authorizedUntil);
  }

  /** A seller of whom nobody has said when the authorization ends. */
  public NewSeller(
      String app,
      String name,
      SecretValue refreshToken,
      Optional<SpApiRegion> region,
      boolean replace) {
    this(app, name, refreshToken, region, Optional.empty(), replace);
  }
}
