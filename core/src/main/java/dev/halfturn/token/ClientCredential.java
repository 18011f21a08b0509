// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.SecretValue;
import java.util.Objects;

/**
 * What identifies an application to Amazon.
 *
 * @param clientId the client identifier, not secret
 * @param clientSecret the client secret
 */
public record ClientCredential(String clientId, SecretValue clientSecret) {
  public ClientCredential {
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(clientSecret);
  }
}
