// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.Rung;
import dev.halfturn.spi.HalfturnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn remind}. */
@Command(
    name = "remind",
    header = "Looks at the client secrets once and sends the reminders that are due.",
    description = {
      "Safe at any time, as often as one likes, by anyone: what was sent is remembered in the store"
          + " and not sent twice. For cron, where no daemon runs.",
      "Ends with 1 if a reminder was due and a notifier failed; it is tried again by a later call."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn remind                 all applications",
      "  halfturn remind erp --dry-run   what would be sent now"
    })
final class Remind extends Verb {

  @Parameters(arity = "0..*", paramLabel = "<app>", description = "Only these applications.")
  List<String> apps = new ArrayList<>();

  @Mixin DryRun dryRun;

  private final Table table = new Table("APP", "TOLD", "NEXT");
  private final List<Map<String, Object>> results = new ArrayList<>();
  private ExitCode exit = ExitCode.DONE;

  Remind(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      apps.forEach(app -> Known.app(halfturn, app));
      List<String> names = apps.isEmpty() ? halfturn.applications().names() : apps;
      if (names.isEmpty()) {
        invocation.note(Status.NONE);
      }
      names.forEach(app -> remind(halfturn, app));
    }
    Map<String, Object> members = JsonText.object();
    members.put("at", invocation.now());
    members.put("dryRun", dryRun.given());
    members.put("apps", results);
    invocation.done("remind", members, results.isEmpty() ? List.of() : table.lines());
    return exit;
  }

  /** One application that cannot be read does not keep the others from being looked at. */
  private void remind(Halfturn halfturn, String app) {
    try {
      Reminding reminding =
          dryRun.given() ? halfturn.tracker().preview(app) : halfturn.tracker().remind(app);
      report(app, reminding);
      if (reminding.told().stream().anyMatch(told -> isFailed(told.delivery()))) {
        exit = exit == ExitCode.DONE ? ExitCode.FAILED : exit;
      }
    } catch (HalfturnException e) {
      invocation.error(e.problem());
      exit = ExitCode.of(e);
    }
  }

  private void report(String app, Reminding reminding) {
    table.row(
        app,
        reminding.told().isEmpty()
            ? "nothing due"
            : reminding.told().stream().map(this::text).collect(Collectors.joining(", ")),
        StatusText.next(reminding.status()));
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("state", reminding.status().state());
    members.put("told", reminding.told().stream().map(Remind::members).toList());
    members.put("next", reminding.status().next().map(StatusJson::next));
    results.add(members);
  }

  private String text(Reminding.Told told) {
    String what = told.notifier() + " (" + occasion(told.delivery().rung()) + ")";
    return switch (told.delivery().state()) {
      case DELIVERED -> invocation.glyphs().ok() + " " + what;
      case FAILED ->
          invocation.glyphs().failed() + " " + what + " " + told.delivery().failure().orElseThrow();
      case PLANNED, ATTEMPT, SUPERSEDED -> "would tell " + what;
    };
  }

  /** Numbers that are moments say nothing to people. */
  private static String occasion(Rung rung) {
    return switch (rung.kind()) {
      case HANDOVER, SELLERS -> rung.kind().name().toLowerCase(Locale.ROOT);
      default -> rung.key();
    };
  }

  private static boolean isFailed(Delivery delivery) {
    return delivery.state() == Delivery.State.FAILED;
  }

  private static Map<String, Object> members(Reminding.Told told) {
    Map<String, Object> members = JsonText.object();
    members.put("notifier", told.notifier());
    members.put("rung", told.delivery().rung().key());
    members.put("state", told.delivery().state());
    members.put("failure", told.delivery().failure());
    return members;
  }
}
