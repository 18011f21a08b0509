// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.ResumeStep;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;

/** How a rotation would go on, in words. */
final class ResumeText {

  private ResumeText() {}

  static String of(ResumeStep step, RotationStatus status) {
    String rotation = status.rotation().id().map(id -> "rotation " + id).orElse("a rotation");
    return switch (step) {
      case NOTHING ->
          status.rotation().state() == RotationState.IDLE
              ? "Would do nothing: no rotation of " + status.app() + " is pending"
              : "Would do nothing: " + rotation + " is finished";
      case CLEAR_UP ->
          "Would remove the old secret of "
              + status.app()
              + ", which has ended, if the current one works";
      case WAIT ->
          "Would go on with "
              + rotation
              + status.next().map(next -> " from " + Dates.moment(next.at())).orElse("");
      case TEST -> "Would go on with " + rotation + ": test the new secret";
      case CONFIRM ->
          "Would go on with " + rotation + ": confirm the new secret, which is in place";
      case PUT_BACK ->
          "Would go on with " + rotation + ": put the new secret back in place of an older one";
      case GIVE_UP -> "Would end " + rotation + ": its new secret is no longer waited for";
    };
  }
}
