// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.seller;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Authorized;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn seller set}. */
@Command(
    name = "set",
    header = "Says when a seller authorized the application, so that people are told in time.",
    description = {
      "Of a public application each seller has to authorize again within 365 days. Of a private one,"
          + " whose authorizations do not end, nothing has to be said."
    },
    footerHeading = "%nExamples:%n",
    footer = "  halfturn seller set erp acme-de --authorized 2026-01-15")
public final class SellerSet extends Verb {

  @Parameters(index = "0", paramLabel = "<app>", description = "The application.")
  String app;

  @Parameters(index = "1", paramLabel = "<seller>", description = "The seller.")
  String seller;

  @Mixin Authorized authorized;

  @Mixin DryRun dryRun;

  public SellerSet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Instant end =
        authorized
            .until()
            .orElseThrow(
                () ->
                    new HalfturnException(
                        Problem.of(ErrorCode.INVALID_ARGUMENT, "there is nothing to set")
                            .withHint("say when the seller authorized, by --authorized DATE")));
    try (Halfturn halfturn = invocation.open()) {
      Known.seller(halfturn, app, seller);
      if (!dryRun.given()) {
        halfturn.applications().authorizedUntil(app, seller, end);
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("seller", seller);
    members.put("authorizedUntil", end);
    members.put("dryRun", dryRun.given());
    invocation.done(
        "seller-set",
        members,
        List.of(
            dryRun.verb("Stored", "store")
                + "  "
                + app
                + "/"
                + seller
                + "  authorized until "
                + Dates.longDay(end)));
    return ExitCode.DONE;
  }
}
