// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.seller;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn seller remove}. */
@Command(
    name = "remove",
    header = "Removes a seller from an application, all versions of the token included.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn seller remove erp acme-de --yes")
public final class SellerRemove extends Verb {

  @Parameters(index = "0", paramLabel = "<app>", description = "The application.")
  String app;

  @Parameters(index = "1", paramLabel = "<seller>", description = "The seller.")
  String seller;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public SellerRemove(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      Known.seller(halfturn, app, seller);
      if (!dryRun.given()) {
        confirmation.require(
            "Remove the seller "
                + app
                + "/"
                + seller
                + " for good? To come back, it has to authorise the application again.",
            invocation.surroundings());
        halfturn
            .audit()
            .require(AuditEvent.of(AuditAction.APPLICATION_REMOVED, app).with("seller " + seller));
        halfturn.applications().removeSeller(app, seller);
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("seller", seller);
    members.put("dryRun", dryRun.given());
    invocation.done(
        "seller-remove",
        members,
        List.of(dryRun.verb("Removed", "remove") + "  " + app + "/" + seller));
    return ExitCode.DONE;
  }
}
