// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.Notice;
import java.time.Duration;
import java.util.List;

/** Five months pass, until somebody is told. */
final class TimeStep implements DemoStep {

  private static final int DAYS_AT_MOST = 180;

  /** Until then one look a week will do; looks decide nothing, only the clock does. */
  private static final int QUIET_UNTIL = 140;

  @Override
  public String name() {
    return "time";
  }

  @Override
  public void play(DemoWorld world, DemoScreen screen) {
    int day = 0;
    List<Notice> told = List.of();
    while (told.isEmpty() && day < DAYS_AT_MOST) {
      int pause = day < QUIET_UNTIL ? 7 : 1;
      day += pause;
      world.clock.advance(Duration.ofDays(pause));
      try (Halfturn halfturn = world.open()) {
        halfturn.tracker().check(DemoWorld.APP);
      }
      told = world.mail.take();
    }
    screen.line(
        screen.glyphs().forward()
            + " "
            + Dates.longDay(world.clock.instant())
            + "  (day "
            + day
            + "; day 150 is a Saturday, so today)");
    DemoStep.promised(day == 149 && told.size() == 1, "one reminder, on the working day before");
    screen.mail(told.get(0), DemoWorld.OPERATOR);
    try (Halfturn halfturn = world.open()) {
      RotationStatus status = halfturn.tracker().check(DemoWorld.APP);
      DemoStep.promised(world.mail.take().isEmpty(), "nobody is told twice");
      status.next().ifPresent(next -> screen.line("next reminder " + Dates.longDay(next.at())));
    }
  }
}
