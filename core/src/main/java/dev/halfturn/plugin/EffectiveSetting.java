// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.util.Objects;
import java.util.Optional;

/**
 * A setting as it applies.
 *
 * @param key the setting
 * @param value as it was given, references not replaced, or the default as in the reference; empty
 *     if it is sensitive
 * @param origin where it was given; empty for a default
 * @param sensitive whether the value must not be shown
 */
public record EffectiveSetting(
    String key, Optional<String> value, Optional<Origin> origin, boolean sensitive) {

  public EffectiveSetting {
    Objects.requireNonNull(key);
    Objects.requireNonNull(origin);
    if (sensitive && value.isPresent()) {
      throw new IllegalArgumentException("a sensitive value is not shown");
    }
  }
}
