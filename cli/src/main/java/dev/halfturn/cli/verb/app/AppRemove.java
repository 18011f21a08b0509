// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.app;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.LivingSecrets;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn app remove}. */
@Command(
    name = "remove",
    header = "Removes an application with its sellers, all versions included.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn app remove erp --dry-run", "  halfturn app remove erp --yes"})
public final class AppRemove extends Verb {

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public AppRemove(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<SecretName> entries;
    List<String> living;
    try (Halfturn halfturn = invocation.open()) {
      entries = halfturn.applications().entries(app);
      if (entries.isEmpty()) {
        Known.app(halfturn, app);
      }
      living = new LivingSecrets(halfturn, invocation.now()).in(entries);
      if (!dryRun.given()) {
        confirmation.require(
            "Remove "
                + app
                + " with its "
                + entries.size()
                + " entries for good? "
                + LivingSecrets.sentence(living),
            invocation.surroundings());
        halfturn.audit().require(AuditEvent.of(AuditAction.APPLICATION_REMOVED, app));
        halfturn.applications().remove(app);
      }
    }
    List<String> names = entries.stream().map(SecretName::value).toList();
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("entries", names);
    members.put("living", living);
    members.put("dryRun", dryRun.given());
    List<String> lines = new ArrayList<>();
    lines.add(dryRun.verb("Removed", "remove") + "  " + app);
    names.forEach(entry -> lines.add("  " + entry));
    invocation.done("app-remove", members, lines);
    if (!living.isEmpty()) {
      invocation.warn(LivingSecrets.sentence(living));
    }
    return ExitCode.DONE;
  }
}
