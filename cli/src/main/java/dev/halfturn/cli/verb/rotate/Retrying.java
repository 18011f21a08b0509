// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;

/** Tries a new secret again in the foreground. */
final class Retrying {

  private final Invocation invocation;
  private final Halfturn halfturn;
  private final String app;
  private final RotationScreen screen;
  private boolean stopped;

  Retrying(Invocation invocation, Halfturn halfturn, String app, RotationScreen screen) {
    this.invocation = invocation;
    this.halfturn = halfturn;
    this.app = app;
    this.screen = screen;
  }

  /** Goes on with what is pending, as long as the next try is before the end. */
  RotationOutcome until(Instant end, RotationOutcome first) {
    RotationOutcome outcome = first;
    while (outcome.kind() == Kind.PENDING && !outcome.retryAt().orElseThrow().isAfter(end)) {
      Duration pause = Duration.between(invocation.now(), outcome.retryAt().orElseThrow());
      if (!pause.isNegative() && !invocation.surroundings().pause().elapses(pause)) {
        stopped = true;
        return outcome;
      }
      outcome = halfturn.rotator().resume(app, screen);
    }
    return outcome;
  }

  /** What the command ends with. */
  ExitCode exitCode(RotationOutcome outcome) {
    if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    return switch (outcome.kind()) {
      case FINISHED -> screen.hookFailed() ? ExitCode.FAILED : ExitCode.DONE;
      case NOTHING_TO_DO -> ExitCode.NOTHING_TO_DO;
      case PENDING ->
          outcome.state() == RotationState.SUSPECT
              ? ExitCode.NEW_SECRET_FAILED
              : ExitCode.ROTATION_PENDING;
    };
  }
}
