// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How one hook went.
 *
 * @param phase {@code pre}, {@code deploy} or {@code post}
 * @param name of its file
 * @param took how long
 * @param failure why it did not do what it is for, in one line; empty if it did
 */
public record HookRun(String phase, String name, Duration took, Optional<String> failure) {
  public HookRun {
    Objects.requireNonNull(phase);
    Objects.requireNonNull(name);
    Objects.requireNonNull(took);
    Objects.requireNonNull(failure);
  }
}
