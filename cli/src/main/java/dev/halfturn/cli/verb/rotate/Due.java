// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.ResumeStep;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * When the rotation of an application is due.
 *
 * @param status how the application stands
 * @param underWay whether one has begun: Amazon was asked, or a new secret waits for its proof
 * @param at when the next one is due, whoever begins it; empty if one is under way, or nobody knows
 *     when the secret ends
 */
record Due(RotationStatus status, boolean underWay, Optional<Instant> at) {

  private static final Set<RotationState> ASKED =
      EnumSet.of(RotationState.REQUESTING, RotationState.AWAITING, RotationState.STALLED);

  private static final Set<ResumeStep> PROOF =
      EnumSet.of(ResumeStep.TEST, ResumeStep.CONFIRM, ResumeStep.PUT_BACK, ResumeStep.WAIT);

  static Due of(Halfturn halfturn, String app) {
    RotationStatus status = halfturn.tracker().status(app);
    return new Due(
        status,
        isAsked(status) || isSecretThere(halfturn, app),
        Automation.of(halfturn).dueAt(app));
  }

  /** Whether Amazon was asked for a new secret, and that is awaited. */
  static boolean isAsked(RotationStatus status) {
    return ASKED.contains(status.rotation().state());
  }

  /** Whether a new secret is there that is not yet in place, read back and proved. */
  static boolean isSecretThere(Halfturn halfturn, String app) {
    return PROOF.contains(halfturn.rotator().preview(app));
  }

  /** Whether there is something to do. */
  boolean isDue(Instant now) {
    return underWay || at.filter(due -> !due.isAfter(now)).isPresent();
  }

  /** Whether nobody can say. */
  boolean isUnknown() {
    return !underWay && at.isEmpty();
  }
}
