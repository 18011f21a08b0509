// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;

/** Credentials go into the encrypted file. */
final class CredentialsStep implements DemoStep {

  @Override
  public String name() {
    return "add";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    world.createStore();
    try (Halfturn halfturn = world.open()) {
      halfturn
          .applications()
          .add(
              new NewApplication(
                  DemoWorld.APP,
                  world.app.clientId(),
                  SecretValue.ofUtf8(world.app.secret()),
                  Optional.empty(),
                  false));
      RotationStatus status =
          halfturn
              .tracker()
              .declareIssued(DemoWorld.APP, world.clock.instant(), Provenance.DECLARED);
      for (SimulatedSeller seller : world.app.sellers()) {
        halfturn
            .applications()
            .addSeller(
                new NewSeller(
                    DemoWorld.APP,
                    seller.name(),
                    SecretValue.ofUtf8(seller.refreshToken()),
                    Optional.empty(),
                    false));
      }
      screen.line(
          "stored  "
              + DemoWorld.APP
              + "  v"
              + status.secret().version()
              + "  fp:"
              + status.secret().fingerprint().shortForm()
              + "  expires "
              + Dates.longDay(status.secret().expiry().orElseThrow().expiresAt()));
      screen.line("sellers " + String.join(", ", halfturn.applications().sellers(DemoWorld.APP)));
      DemoStep.promised(
          status.secret().daysLeft().orElseThrow() == 180, "a new secret lives 180 days");
    }
  }
}
