// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.status.ReminderTable;
import dev.halfturn.spi.HalfturnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final ReminderTable table;
  private ExitCode exit = ExitCode.DONE;

  Remind(Invocation invocation) {
    super(invocation);
    table = new ReminderTable(invocation.glyphs());
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
    members.put("apps", table.results());
    invocation.done("remind", members, table.lines());
    return exit == ExitCode.DONE && table.failed() ? ExitCode.FAILED : exit;
  }

  /** One application that cannot be read does not keep the others from being looked at. */
  private void remind(Halfturn halfturn, String app) {
    try {
      table.add(
          app, dryRun.given() ? halfturn.tracker().preview(app) : halfturn.tracker().remind(app));
    } catch (HalfturnException e) {
      invocation.error(e.problem());
      exit = ExitCode.of(e);
    }
  }
}
