// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Counts;
import dev.halfturn.cli.verb.importing.PythonCredentials;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Credentials that another client has used until now go into the encrypted file. */
final class ImportStep implements DemoStep {

  @Override
  public String name() {
    return "import";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    Path file = world.pythonCredentials();
    List<PythonCredentials.Application> found = PythonCredentials.in(file);
    PythonCredentials.Application application = found.get(0);
    screen.line(
        "found "
            + Counts.of(found.size(), "application", "applications")
            + ", "
            + Counts.of(application.sellers().size(), "seller", "sellers")
            + " in "
            + file.getFileName()
            + " (python-amazon-sp-api)");
    world.createStore();
    try (Halfturn halfturn = world.open()) {
      RotationStatus status = store(halfturn, application, world);
      Expiry expiry = status.secret().expiry().orElseThrow();
      screen.line(
          "stored "
              + DemoWorld.APP
              + "  v"
              + status.secret().version()
              + "  fp:"
              + status.secret().fingerprint().shortForm()
              + "  issued "
              + LocalDate.ofInstant(expiry.issuedAt(), ZoneOffset.UTC)
              + "  expires "
              + LocalDate.ofInstant(expiry.expiresAt(), ZoneOffset.UTC));
      DemoStep.promised(
          halfturn.applications().sellers(DemoWorld.APP).size() == DemoWorld.SELLERS.size(),
          "both sellers are in the store");
      DemoStep.promised(
          status.secret().daysLeft().orElseThrow() == 180, "a new secret lives 180 days");
    }
  }

  private static RotationStatus store(
      Halfturn halfturn, PythonCredentials.Application found, DemoWorld world) {
    halfturn
        .applications()
        .add(
            new NewApplication(
                DemoWorld.APP, found.clientId(), found.clientSecret(), Optional.empty(), false));
    found
        .sellers()
        .forEach(
            (seller, token) ->
                halfturn
                    .applications()
                    .addSeller(
                        new NewSeller(DemoWorld.APP, seller, token, Optional.empty(), false)));
    return halfturn
        .tracker()
        .declareIssued(DemoWorld.APP, world.clock.instant(), Provenance.DECLARED);
  }
}
