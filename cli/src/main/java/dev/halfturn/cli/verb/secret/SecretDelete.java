// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.secret;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.LivingSecrets;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.SecretName;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn secret delete}. */
@Command(
    name = "delete",
    header = "Removes one entry with all its versions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn secret delete erp/refreshtoken/old --dry-run",
      "  halfturn secret delete erp/refreshtoken/old --yes"
    })
public final class SecretDelete extends Verb {

  @Parameters(paramLabel = "<name>", description = "Name of the entry.")
  String name;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public SecretDelete(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    SecretName entry = new SecretName(name);
    List<String> living;
    try (Halfturn halfturn = invocation.open()) {
      Known.entry(halfturn, entry);
      living = new LivingSecrets(halfturn, invocation.now()).in(List.of(entry));
      if (!dryRun.given()) {
        confirmation.require(
            "Remove the entry " + name + " for good? " + LivingSecrets.sentence(living),
            invocation.surroundings());
        halfturn
            .audit()
            .require(AuditedEntry.event(AuditAction.SECRET_DELETED, entry, "secret delete"));
        halfturn.secrets().delete(entry);
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("name", name);
    members.put("living", living);
    members.put("dryRun", dryRun.given());
    invocation.done(
        "secret-delete", members, List.of(dryRun.verb("Removed", "remove") + "  " + name));
    if (!living.isEmpty()) {
      invocation.warn(LivingSecrets.sentence(living));
    }
    return ExitCode.DONE;
  }
}
