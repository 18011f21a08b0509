// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.status.StatusJson;
import dev.halfturn.cli.status.StatusText;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn ack}. */
@Command(
    name = "ack",
    header = "Acknowledges the latest reminder: it is not repeated any more.",
    description = {
      "The next reminder is told as usual. With --until nothing is told before then that comes before"
          + " the last week of the secret's life; that week cannot be silenced. A new client secret"
          + " ends it all."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn ack erp --reason \"maria rotates it on thursday\"",
      "  halfturn ack erp --until 2026-12-15 --reason \"after the freeze\""
    })
final class Ack extends Verb {

  @Parameters(index = "0", paramLabel = "<app>", description = "The application.")
  String app;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Who does what, and when: for the others, who see it in 'status'.")
  String reason;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      converter = Moments.InstantConverter.class,
      description = "Be silent until then, at most a year from now.")
  Optional<Instant> until = Optional.empty();

  @Mixin DryRun dryRun;

  Ack(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      Known.app(halfturn, app);
      Optional<Rung> rung = halfturn.tracker().acknowledgeable(app, until, reason);
      RotationStatus status =
          dryRun.given()
              ? halfturn.tracker().status(app)
              : halfturn.tracker().acknowledge(app, until, reason);
      invocation.done("ack", members(rung, status), lines(rung, status));
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> members(Optional<Rung> rung, RotationStatus status) {
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("rung", rung.map(Rung::key));
    members.put("until", until);
    members.put("reason", reason);
    members.put("next", status.next().map(StatusJson::next));
    members.put("dryRun", dryRun.given());
    return members;
  }

  private List<String> lines(Optional<Rung> rung, RotationStatus status) {
    List<String> lines = new ArrayList<>();
    String what = rung.map(known -> "  reminder " + known).orElse("");
    String silence = until.map(end -> "  silent until " + Dates.moment(end)).orElse("");
    lines.add(dryRun.verb("Acknowledged", "acknowledge") + "  " + app + what + silence);
    if (!dryRun.given()) {
      lines.add("Next  " + StatusText.next(status));
    }
    return lines;
  }
}
