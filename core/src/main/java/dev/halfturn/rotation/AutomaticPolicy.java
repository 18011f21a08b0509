// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether rotations begin by themselves, and when.
 *
 * @param enabled whether they do; one that somebody asks for, and new secrets that nobody asked
 *     for, are taken care of in any case
 * @param window the hours in which they begin; empty for any. Once waiting is no longer harmless it
 *     holds nothing back
 */
public record AutomaticPolicy(boolean enabled, Optional<RotationWindow> window) {

  /** Nothing begins by itself. */
  public static final AutomaticPolicy OFF = new AutomaticPolicy(false, Optional.empty());

  public AutomaticPolicy {
    Objects.requireNonNull(window);
  }
}
