// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.output.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn simulate advance}. */
@Command(
    name = "advance",
    header = "Moves a simulator's clock forward.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn simulate advance 8d")
public final class SimulateAdvance extends Verb {

  @Parameters(
      paramLabel = "<duration>",
      converter = Moments.DurationConverter.class,
      description = "How far, such as 8d or 90m.")
  Duration duration;

  @Mixin Remote remote;

  public SimulateAdvance(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Instant now = remote.call(invocation, simulator -> simulator.advance(duration));
    invocation.done(
        "simulate-advance",
        Map.of("now", now),
        List.of("Simulated time is now " + Dates.moment(now)));
    return ExitCode.DONE;
  }
}
