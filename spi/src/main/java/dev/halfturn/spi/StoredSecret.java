// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;

/**
 * What a store holds under a name.
 *
 * @param name the entry
 * @param version which write this is
 * @param value the content
 */
public record StoredSecret(SecretName name, SecretVersion version, SecretValue value) {
  public StoredSecret {
    Objects.requireNonNull(name);
    Objects.requireNonNull(version);
    Objects.requireNonNull(value);
  }
}
