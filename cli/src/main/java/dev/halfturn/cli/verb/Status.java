// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moment;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn status}. */
@Command(
    name = "status",
    header = "Shows how the client secrets stand; reads only.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn status                      all applications, a table",
      "  halfturn status erp                  one application in depth",
      "  halfturn status --at 2026-12-01      as it would be then"
    })
final class Status extends Verb {

  @Parameters(arity = "0..1", paramLabel = "<app>", description = "One application, in depth.")
  Optional<String> app = Optional.empty();

  @Mixin Moment at;

  Status(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      app.ifPresent(name -> Known.app(halfturn, name));
      Instant moment = at.resolve(invocation.now());
      List<String> apps = app.map(List::of).orElseGet(() -> halfturn.applications().names());
      List<RotationStatus> statuses = new ArrayList<>();
      List<Map<String, Object>> members = new ArrayList<>();
      String store = halfturn.secrets().storeName();
      for (String name : apps) {
        RotationStatus status = halfturn.tracker().status(name, moment);
        statuses.add(status);
        members.add(StatusJson.members(store, halfturn.applications().sellers(name), status));
      }
      invocation.result(
          "status", document(moment, statuses, members), lines(halfturn, store, statuses));
    }
    return ExitCode.DONE;
  }

  private List<String> lines(Halfturn halfturn, String store, List<RotationStatus> statuses) {
    StatusText text = new StatusText(store, invocation.glyphs());
    if (app.isPresent()) {
      return text.depth(statuses.get(0), halfturn.applications().sellers(app.get()));
    }
    if (statuses.isEmpty()) {
      invocation.note("No application yet. Next: halfturn app add");
      return List.of();
    }
    return text.table(statuses);
  }

  private static Map<String, Object> document(
      Instant at, List<RotationStatus> statuses, List<Map<String, Object>> apps) {
    Map<String, Object> document = JsonText.object();
    document.put("at", at);
    document.put(
        "lastSweepAt",
        statuses.stream()
            .flatMap(status -> status.lastCheckAt().stream())
            .max(Comparator.naturalOrder()));
    document.put("apps", apps);
    return document;
  }
}
