// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where one call of the {@link AutomaticRotation} left the asking for a new secret.
 *
 * @param app the application
 * @param state how far the rotation has come; {@link RotationState#IDLE} if there is none
 * @param rotationId how people refer to it ({@code R-7Q2F}); empty if there is none
 * @param asked whether this call has sent a request to Amazon
 * @param nextAt when there will be something to do besides taking the new secret, UTC
 * @param problem what stands in the way and what to do about it
 */
public record RequestOutcome(
    String app,
    RotationState state,
    Optional<String> rotationId,
    boolean asked,
    Optional<Instant> nextAt,
    Optional<Problem> problem) {
  public RequestOutcome {
    Objects.requireNonNull(app);
    Objects.requireNonNull(state);
    Objects.requireNonNull(rotationId);
    Objects.requireNonNull(nextAt);
    Objects.requireNonNull(problem);
  }
}
