// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A secret that does not work never gets into place. */
final class SabotageStep implements DemoStep {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "sabotage";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    world.app.breakNextSecret();
    String broken = world.app.rotateInConsole();
    screen.line("the next new secret is broken on its way");
    Instant begun = world.clock.instant();
    try (Halfturn halfturn = world.open()) {
      RotationOutcome outcome =
          halfturn
              .rotator()
              .accept(
                  DemoWorld.APP,
                  SecretValue.ofUtf8(broken),
                  Optional.empty(),
                  new DemoListener(screen));
      while (outcome.kind() == Kind.PENDING
          && outcome.retryAt().orElseThrow().isBefore(begun.plus(PATIENCE))) {
        world.clock.set(outcome.retryAt().orElseThrow());
        outcome = halfturn.rotator().resume(DemoWorld.APP);
      }
      DemoStep.promised(
          outcome.kind() == Kind.PENDING && outcome.state() == RotationState.SUSPECT,
          "a broken secret is not put in place");
      screen.line(
          outcome.tries()
              + " tries in "
              + Duration.between(begun, world.clock.instant()).toMinutes()
              + " simulated minutes "
              + screen.glyphs().arrow()
              + " v2 stays current, v3 is kept in the inbox");
      halfturn.tokens().forSeller(DemoWorld.APP, DemoWorld.SELLERS.get(0)).get();
      screen.line(
          "nothing is down; halfturn rotate ends with exit code "
              + ExitCode.NEW_SECRET_FAILED.number());
      world.mail.take().forEach(notice -> screen.line("told    " + notice.subject()));
      mend(world, screen, halfturn);
    }
  }

  private static void mend(DemoWorld world, DemoScreen screen, Halfturn halfturn) {
    RotationOutcome outcome =
        halfturn
            .rotator()
            .accept(
                DemoWorld.APP,
                SecretValue.ofUtf8(world.app.secret()),
                Optional.empty(),
                RotationListener.NONE);
    DemoStep.promised(outcome.kind() == Kind.FINISHED, "the right secret is put in place");
    screen.line(
        screen.glyphs().ok() + " copied once more, this time whole: the new secret is current");
  }
}
