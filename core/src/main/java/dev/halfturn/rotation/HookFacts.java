// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What hooks are told. No secret in it.
 *
 * @param app the application
 * @param rotationId of the rotation, if it has one already
 * @param version of the current client secret, once it is the new one
 * @param oldEndsAt until when Amazon accepts the old one, once that is known
 */
public record HookFacts(
    String app,
    Optional<String> rotationId,
    Optional<String> version,
    Optional<Instant> oldEndsAt) {
  public HookFacts {
    Objects.requireNonNull(app);
    Objects.requireNonNull(rotationId);
    Objects.requireNonNull(version);
    Objects.requireNonNull(oldEndsAt);
  }

  /** Before there is a new secret. */
  public static HookFacts before(String app, Optional<String> rotationId) {
    return new HookFacts(app, rotationId, Optional.empty(), Optional.empty());
  }
}
