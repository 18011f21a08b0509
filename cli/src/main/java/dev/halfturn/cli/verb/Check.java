// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moment;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.cli.status.StatusJson;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn check}: speaks the dialect of monitoring systems, also when it fails. */
@Command(
    name = "check",
    header = "Writes one line for a monitoring system; reads only.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn check -w 30d -c 7d",
      "  halfturn check erp --needs-rotation && halfturn rotate erp",
      "  halfturn check --at +170d            as it would be then"
    })
final class Check extends Verb {

  @Parameters(arity = "0..*", paramLabel = "<app>", description = "Only these applications.")
  List<String> apps = new ArrayList<>();

  @Option(
      names = {"-w", "--warning"},
      paramLabel = "DURATION",
      defaultValue = "30d",
      converter = Moments.DurationConverter.class,
      description = "WARNING below this much life (${DEFAULT-VALUE}).")
  Duration warning;

  @Option(
      names = {"-c", "--critical"},
      paramLabel = "DURATION",
      defaultValue = "7d",
      converter = Moments.DurationConverter.class,
      description = "CRITICAL below this much life (${DEFAULT-VALUE}).")
  Duration critical;

  @Option(names = "--needs-rotation", description = "Only say whether a rotation is due.")
  boolean needsRotation;

  @Mixin Moment at;

  Check(Invocation invocation) {
    super(invocation);
  }

  @Override
  public Integer call() {
    try (Halfturn halfturn = invocation.open()) {
      Instant moment = at.resolve(invocation.now());
      List<String> names = apps.isEmpty() ? halfturn.applications().names() : apps;
      return needsRotation ? needsRotation(halfturn, names, moment) : line(halfturn, names, moment);
    }
  }

  @Override
  protected ExitCode run() {
    throw new UnsupportedOperationException("its exit status is none of the others'");
  }

  @Override
  public Optional<Integer> failed(Problem problem) {
    if (needsRotation) {
      invocation.error(problem);
      return Optional.of(ExitCode.COULD_NOT_TELL);
    }
    MonitoringLine line = new MonitoringLine(Duration.ofDays(30), Duration.ofDays(7));
    line.unknown(problem.message());
    problem.hint().ifPresent(hint -> invocation.note("halfturn: hint: " + hint));
    return Optional.of(write(line, List.of()));
  }

  private int needsRotation(Halfturn halfturn, List<String> names, Instant moment) {
    List<String> due = new ArrayList<>();
    for (String app : names) {
      RotationStatus status = halfturn.tracker().status(app, moment);
      switch (status.state()) {
        case DUE, EXPIRED -> due.add(app);
        case FRESH -> {}
        case UNTRACKED, EXPIRY_UNKNOWN -> {
          invocation.warn("it is not known when the secret of " + app + " expires");
          return ExitCode.COULD_NOT_TELL;
        }
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("at", moment);
    members.put("needsRotation", due);
    invocation.done("check-needs-rotation", members, due);
    return (due.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.DONE).number();
  }

  private int line(Halfturn halfturn, List<String> names, Instant moment) {
    MonitoringLine line = new MonitoringLine(warning, critical);
    if (names.isEmpty()) {
      line.unknown("there is no application");
    }
    List<Map<String, Object>> members = new ArrayList<>();
    for (String app : names) {
      try {
        AppStatus found = AppStatus.read(halfturn, app, moment);
        line.add(found.status());
        members.add(StatusJson.members(halfturn.secrets().storeName(), found));
      } catch (HalfturnException e) {
        line.unknown(app + ": " + e.getMessage());
      }
    }
    return write(line, members);
  }

  private int write(MonitoringLine line, List<Map<String, Object>> apps) {
    Map<String, Object> members = JsonText.object();
    members.put("level", line.level());
    members.put("line", line.toString());
    members.put("apps", apps);
    invocation.result("check", members, List.of(line.toString()));
    return line.level().status();
  }
}
