// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.spi.HalfturnException;
import java.util.List;
import java.util.Locale;

/** The whole story: credentials in, exchange, five months, reminder, rotation, a broken secret. */
public final class DemoStory {

  private static final List<DemoStep> STEPS =
      List.of(
          new ImportStep(),
          new ExchangeStep(),
          new TimeStep(),
          new RotateStep(),
          new OverlapStep(),
          new SabotageStep());

  private final Invocation invocation;
  private final DemoScreen screen;

  public DemoStory(Invocation invocation) {
    this.invocation = invocation;
    this.screen = new DemoScreen(invocation.glyphs(), invocation::line);
  }

  /** Tells it; returns whether everything behaved as promised. */
  public boolean tell() {
    long begun = System.nanoTime();
    int played = 0;
    try (DemoWorld world = new DemoWorld(invocation.plugins())) {
      open(world);
      for (DemoStep step : STEPS) {
        screen.step(played + 1, step.name());
        step.play(world, screen);
        played++;
      }
    } catch (DemoStep.Misbehaved | HalfturnException e) {
      screen.line(invocation.glyphs().failed() + " " + e.getMessage());
    }
    close(played, (System.nanoTime() - begun) / 1e9);
    return played == STEPS.size();
  }

  private void open(DemoWorld world) {
    screen.plain(
        "halfturn demo - nothing here is real, nothing leaves your computer, nothing stays behind");
    screen.plain("store   encrypted file   " + world.storeFile());
    screen.plain("amazon  simulator        " + world.amazon.origin());
    screen.plain("mail    captured         printed below");
    screen.plain("clock   simulated        starts " + Dates.moment(world.clock.instant()));
    screen.plain("");
  }

  private void close(int played, double seconds) {
    screen.plain("");
    screen.plain(
        played
            + " of "
            + STEPS.size()
            + " steps behaved as promised in "
            + String.format(Locale.ROOT, "%.1f s", seconds));
    screen.plain("Next:   halfturn init       use your own credentials");
    screen.plain("        halfturn simulate   rehearse with a simulated Amazon of your own");
    screen.plain("        halfturn --help     all verbs");
  }
}
