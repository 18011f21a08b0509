// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.TokenException;
import java.time.Duration;

/** Who keeps the old secret works for seven days more; who asks Halfturn does not notice. */
final class OverlapStep implements DemoStep {

  @Override
  public String name() {
    return "overlap";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    SecretValue old = SecretValue.ofUtf8(world.app.issuedSecrets().get(0).value());
    try (Halfturn halfturn = world.open()) {
      DemoStep.promised(exchanges(halfturn, world, old), "the old secret works beside the new one");
      screen.line("nightly-job kept v1 in its memory: still works");
    }
    world.clock.advance(Duration.ofDays(7));
    screen.line(screen.glyphs().forward() + " " + Dates.longDay(world.clock.instant()));
    try (Halfturn halfturn = world.open()) {
      DemoStep.promised(!exchanges(halfturn, world, old), "the old secret ends after seven days");
      screen.line("nightly-job kept v1 in its memory: invalid_client, it is down");
      halfturn.tokens().forSeller(DemoWorld.APP, DemoWorld.SELLERS.get(0)).get();
      screen.line(DemoWorld.SELLERS.get(0) + " through halfturn: works, with v2");
    }
    world.clock.advance(Duration.ofDays(1).plusHours(1));
    try (Halfturn halfturn = world.open()) {
      halfturn.rotator().settle(DemoWorld.APP);
      DemoStep.promised(
          halfturn.secrets().find(CredentialNames.previous(DemoWorld.APP)).isEmpty(),
          "a dead secret is removed");
      screen.line("a day later v1 is removed from the file");
    }
  }

  private static boolean exchanges(Halfturn halfturn, DemoWorld world, SecretValue secret) {
    Grant grant =
        new Grant.RefreshToken(SecretValue.ofUtf8(world.app.sellers().get(0).refreshToken()));
    try {
      halfturn.exchange().exchange(new ClientCredential(world.app.clientId(), secret), grant);
      return true;
    } catch (TokenException e) {
      return false;
    }
  }
}
