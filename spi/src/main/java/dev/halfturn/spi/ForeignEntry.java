// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Map;
import java.util.Objects;

/**
 * A value that lies in a service under a name which somebody else chose.
 *
 * @param name what it would be called here
 * @param rawName what the service calls it
 * @param value the content
 * @param options what has to be set for a store to find it under {@code name}, by option key;
 *     nothing if it does already
 */
public record ForeignEntry(
    SecretName name, String rawName, SecretValue value, Map<String, String> options) {
  public ForeignEntry {
    Objects.requireNonNull(name);
    Objects.requireNonNull(rawName);
    Objects.requireNonNull(value);
    options = Map.copyOf(options);
  }
}
