// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;

/** The primary user presses the button, Halfturn does the rest. */
final class RotateStep implements DemoStep {

  @Override
  public String name() {
    return "rotate";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    String shown = world.app.rotateInConsole();
    screen.line("the primary user presses \"Rotate secret\" in Amazon's console");
    try (Halfturn halfturn = world.open()) {
      RotationOutcome outcome =
          halfturn
              .rotator()
              .accept(
                  DemoWorld.APP,
                  SecretValue.ofUtf8(shown),
                  Optional.empty(),
                  new DemoListener(screen));
      DemoStep.promised(
          outcome.kind() == RotationOutcome.Kind.FINISHED, "a good secret is put in place");
      screen.line(
          "old secret accepted by Amazon until "
              + Dates.longDay(outcome.previousEndsAt().orElseThrow()));
    }
    world.mail.take().forEach(notice -> screen.line("told    " + notice.subject()));
  }
}
