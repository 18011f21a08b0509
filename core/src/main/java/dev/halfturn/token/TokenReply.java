// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a successful exchange gives.
 *
 * @param token the access token
 * @param refreshToken the refresh token of the reply, whether or not it is the one sent; empty for
 *     {@link Grant.ClientCredentials}
 * @param serverTime Amazon's clock as its answer stated it, in whole seconds
 */
public record TokenReply(
    AccessToken token, Optional<SecretValue> refreshToken, Optional<Instant> serverTime) {
  public TokenReply {
    Objects.requireNonNull(token);
    Objects.requireNonNull(refreshToken);
    Objects.requireNonNull(serverTime);
  }
}
