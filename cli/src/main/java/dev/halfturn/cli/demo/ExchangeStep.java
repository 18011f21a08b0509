// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.token.AccessToken;
import java.time.Duration;

/** Access tokens, and none is asked for twice. */
final class ExchangeStep implements DemoStep {

  @Override
  public String name() {
    return "exchange";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    try (Halfturn halfturn = world.open()) {
      String ellipsis = screen.glyphs().ellipsis();
      for (String seller : DemoWorld.SELLERS) {
        show(halfturn, screen, seller, "access token Atza|" + ellipsis + "  valid 60 min");
      }
      show(halfturn, screen, DemoWorld.SELLERS.get(0), "again: served from the cache");
      DemoStep.promised(
          world.amazon.log().calls(Endpoint.TOKEN) == 2, "two sellers make two exchanges");
    }
  }

  private static void show(Halfturn halfturn, DemoScreen screen, String seller, String text) {
    long begun = System.nanoTime();
    AccessToken token = halfturn.tokens().forSeller(DemoWorld.APP, seller).get();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    DemoStep.promised(token.reveal().startsWith("Atza|"), "an access token begins with Atza|");
    screen.timed(seller + "  " + text, took);
  }
}
