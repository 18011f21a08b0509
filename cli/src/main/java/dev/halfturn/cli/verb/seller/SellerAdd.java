// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.seller;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Authorized;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.RegionConverter;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn seller add}. */
@Command(
    name = "add",
    header = "Adds a seller to an application: the refresh token of its authorization.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn seller add erp                          asks for the refresh token, hidden",
      "  some-program | halfturn seller add erp acme-de --region eu -",
      "  halfturn seller add erp acme-de --replace --yes --secret-file new.txt",
      "  halfturn seller add erp acme-de --authorized 2026-01-15   told before it ends in a year"
    })
public final class SellerAdd extends Verb {

  @Parameters(index = "0", paramLabel = "<app>", description = "The application.")
  String app;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<seller>",
      description = "How Halfturn is to call the seller (" + CredentialNames.DEFAULT_SELLER + ").")
  String seller = CredentialNames.DEFAULT_SELLER;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      converter = RegionConverter.class,
      description = "Where the seller is: na, eu or fe (as the application).")
  Optional<SpApiRegion> region = Optional.empty();

  @Option(names = "--replace", description = "Replace the token: the seller authorized anew; asks.")
  boolean replace;

  @Mixin Authorized authorized;

  @Mixin SecretInput token;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public SellerAdd(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    SpApiRegion where;
    try (Halfturn halfturn = invocation.open()) {
      // whatever there is to refuse comes before the token, which may not come twice
      Known.app(halfturn, app);
      boolean exists =
          halfturn.secrets().find(CredentialNames.refreshToken(app, seller)).isPresent();
      if (exists) {
        allowReplacing();
      }
      NewSeller addition =
          new NewSeller(
              app,
              seller,
              token.read("refresh token", invocation.surroundings()),
              region,
              authorized.until(),
              replace);
      if (dryRun.given()) {
        halfturn.applications().checkAddSeller(addition);
      } else {
        halfturn.applications().addSeller(addition);
        halfturn
            .audit()
            .record(AuditEvent.of(AuditAction.APPLICATION_ADDED, app).with("seller " + seller));
      }
      where = region.orElseGet(() -> halfturn.applications().region(app, seller));
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("seller", seller);
    members.put("region", where.text());
    members.put("authorizedUntil", authorized.until());
    members.put("dryRun", dryRun.given());
    invocation.done(
        "seller-add",
        members,
        List.of(dryRun.verb("Stored", "store") + "  " + app + "/" + seller + "  " + where.text()));
    return ExitCode.DONE;
  }

  private void allowReplacing() {
    if (!replace) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "SELLER_EXISTS",
                  "seller '" + seller + "' of application '" + app + "' exists")
              .withHint("if the seller has authorized anew, add --replace"));
    }
    if (!dryRun.given()) {
      confirmation.require(
          "Replace the refresh token of "
              + app
              + "/"
              + seller
              + "? It may still work, and Amazon shows it to nobody again.",
          invocation.surroundings());
    }
  }
}
