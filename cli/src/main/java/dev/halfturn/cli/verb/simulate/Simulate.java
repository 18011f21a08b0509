// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.input.Numbers;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code halfturn simulate}. */
@Command(
    name = "simulate",
    header = "Plays Amazon on this machine until it is stopped; or steers one that does.",
    description = {
      "The token endpoint, the Selling Partner API's probe and rotation, the queue, with a clock of"
          + " its own. Everything in it is made up. It listens on the loopback address only.",
      "The lines it prints, evaluated by a shell, turn the other verbs to it. Ended by Ctrl-C or"
          + " SIGTERM, it exits with 130."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn simulate --port 8787",
      "  halfturn simulate app erp --seller acme-us --at http://127.0.0.1:8787",
      "  halfturn simulate advance 150d --at http://127.0.0.1:8787"
    })
public final class Simulate extends Verb {

  private static final Duration A_DAY = Duration.ofDays(1);

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8787",
      converter = Numbers.PortConverter.class,
      description = "Port to listen on (${DEFAULT-VALUE}); 0 for any that is free.")
  int port;

  @Option(
      names = "--clock",
      paramLabel = "INSTANT",
      converter = Moments.InstantConverter.class,
      description = "Simulated time stands still at this moment until it is advanced.")
  Optional<Instant> clock = Optional.empty();

  public Simulate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (AmazonSimulator simulator = start()) {
      invocation.result("simulate", members(simulator), lines(simulator));
      invocation.surroundings().out().flush();
      boolean goesOn = true;
      while (goesOn) {
        goesOn = invocation.surroundings().pause().elapses(A_DAY);
      }
      return ExitCode.INTERRUPTED;
    }
  }

  private AmazonSimulator start() {
    AmazonSimulator.Builder builder = AmazonSimulator.builder().port(port);
    clock.ifPresentOrElse(builder::clock, () -> builder.clock(invocation.surroundings().clock()));
    try {
      return builder.build();
    } catch (UncheckedIOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.CONFLICT, "PORT_TAKEN", "cannot listen on port " + port)
              .withHint("choose another by --port, or 0 for any that is free"));
    }
  }

  private static Map<String, Object> members(AmazonSimulator simulator) {
    Map<String, Object> spApi = JsonText.object();
    for (Region region : Region.values()) {
      spApi.put(region.lowerCase(), simulator.spApi(region).toString());
    }
    Map<String, Object> members = JsonText.object();
    members.put("origin", simulator.origin().toString());
    members.put("lwa", simulator.lwaEndpoint().toString());
    members.put("spApi", spApi);
    members.put("now", simulator.now());
    return members;
  }

  /** Comments and assignments, so that a shell can evaluate all of it. */
  private List<String> lines(AmazonSimulator simulator) {
    List<String> lines = new ArrayList<>();
    lines.add("# Simulated Amazon at " + simulator.origin() + "; nothing in it is real.");
    lines.add(
        "# Clock: "
            + Dates.moment(simulator.now())
            + (clock.isPresent() ? ", standing still." : ", running."));
    lines.add("export HALFTURN_SIMULATOR=" + simulator.origin());
    lines.add("export HALFTURN_ENDPOINT_ALLOW_CUSTOM=true");
    lines.add("export HALFTURN_ENDPOINT_LWA=" + simulator.lwaEndpoint());
    for (Region region : Region.values()) {
      lines.add("export HALFTURN_ENDPOINT_SPAPI_" + region.name() + "=" + simulator.spApi(region));
    }
    lines.add("# Stop it with Ctrl-C.");
    return lines;
  }
}
