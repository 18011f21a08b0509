// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.app;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.LivingSecrets;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.input.RegionConverter;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn app add}. */
@Command(
    name = "add",
    header = "Adds an application: client id, client secret, and when that expires.",
    description = {
      "For an application that exists, --created or --expires alone corrects the date. A new client"
          + " secret of Amazon's is given to 'halfturn rotate', which tests it.",
      "--replace is for credentials that were wrong from the start: after a yes it puts others in"
          + " their place, untested, and keeps the old client secret as the previous one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn app add erp --client-id amzn1.application-oa2-client.0123 --created 2026-07-01",
      "  some-program | halfturn app add erp --client-id ... --expires 2026-12-28 -",
      "  halfturn app add erp --expires 2026-12-28"
    })
public final class AppAdd extends Verb {

  @Parameters(paramLabel = "<app>", description = "How Halfturn is to call it.")
  String app;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "Amazon's name for it: amzn1.application-oa2-client....")
  Optional<String> clientId = Optional.empty();

  @ArgGroup When when;

  /** At most one of these. */
  static final class When {
    @Option(
        names = "--created",
        paramLabel = "DATE",
        converter = Moments.InstantConverter.class,
        description = "When the client secret was made.")
    Optional<Instant> created = Optional.empty();

    @Option(
        names = "--expires",
        paramLabel = "DATE",
        converter = Moments.InstantConverter.class,
        description = "When it expires: \"Rotate by\" in Amazon's console.")
    Optional<Instant> expires = Optional.empty();
  }

  @Option(
      names = "--region",
      paramLabel = "REGION",
      converter = RegionConverter.class,
      description = "Where its sellers are: na, eu or fe (na).")
  Optional<SpApiRegion> region = Optional.empty();

  @Option(
      names = "--replace",
      description = "Replace the credentials of the application of that name; asks.")
  boolean replace;

  @Mixin SecretInput secret;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public AppAdd(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      boolean exists = halfturn.secrets().find(CredentialNames.clientSecret(app)).isPresent();
      boolean onlyDate = exists && when != null && clientId.isEmpty() && !secret.given();
      if (!onlyDate) {
        add(halfturn, exists);
      }
      if (dryRun.given()) {
        report(exists, Optional.empty(), List.of());
      } else {
        RotationStatus status = declare(halfturn);
        report(exists, Optional.of(status), kept(halfturn));
      }
    }
    return ExitCode.DONE;
  }

  /** Whatever there is to refuse or to ask comes before the secret, which may not come twice. */
  private void add(Halfturn halfturn, boolean exists) {
    if (exists && !replace) {
      throw exists(halfturn.secrets().storeName());
    }
    String id =
        clientId.orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(ErrorCode.INVALID_ARGUMENT, "the client id is missing")
                        .withHint("add --client-id ID")));
    if (exists && !dryRun.given()) {
      halfturn.rotator().requireOwner();
      confirmation.require(
          "Replace the client id and the client secret of "
              + app
              + ", untested? Its sellers stay, and its client secrets are kept as long as they may"
              + " live.",
          invocation.surroundings());
    }
    NewApplication application =
        new NewApplication(
            app, id, secret.read("client secret", invocation.surroundings()), region, replace);
    if (dryRun.given()) {
      halfturn.applications().checkAdd(application);
    } else {
      halfturn.applications().add(application);
      halfturn.audit().record(AuditEvent.of(AuditAction.APPLICATION_ADDED, app).with("by app add"));
    }
  }

  private HalfturnException exists(String store) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT,
                "APP_EXISTS",
                "application '" + app + "' exists in store '" + store + "'")
            .withHint(
                "to bring it a new client secret, use 'halfturn rotate "
                    + app
                    + "'; to correct its date, give --created or --expires and nothing else; to"
                    + " replace it, add --replace"));
  }

  private RotationStatus declare(Halfturn halfturn) {
    if (when == null) {
      return halfturn.tracker().check(app);
    }
    return when.created.isPresent()
        ? halfturn.tracker().declareIssued(app, when.created.get(), Provenance.DECLARED)
        : halfturn.tracker().declareExpiry(app, when.expires.orElseThrow(), Provenance.DECLARED);
  }

  private void report(boolean exists, Optional<RotationStatus> status, List<String> kept) {
    Optional<Expiry> expiry = status.flatMap(known -> known.secret().expiry());
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("created", !exists);
    members.put("version", status.map(known -> known.secret().version()));
    members.put("fingerprint", status.map(known -> known.secret().fingerprint().shortForm()));
    members.put("expiresAt", expiry.map(Expiry::expiresAt));
    members.put("kept", kept);
    members.put("dryRun", dryRun.given());
    String line =
        dryRun.verb("Stored", "store")
            + "  "
            + app
            + status
                .map(
                    known ->
                        "  v"
                            + SecretVersion.shown(known.secret().version())
                            + "  fp:"
                            + known.secret().fingerprint().shortForm()
                            + "  "
                            + life(known))
                .orElse("");
    invocation.done(
        "app-add",
        members,
        kept.isEmpty() ? List.of(line) : List.of(line, "Kept    " + String.join(", ", kept)));
    if (status.isPresent() && expiry.isEmpty()) {
      invocation.note(
          "Nobody knows yet when it expires: halfturn app add " + app + " --expires DATE");
    }
  }

  /** The client secrets that lie beside the current one. */
  private List<String> kept(Halfturn halfturn) {
    return new LivingSecrets(halfturn, invocation.now())
        .in(List.of(CredentialNames.previous(app), CredentialNames.inbox(app)));
  }

  private static String life(RotationStatus status) {
    return status
        .secret()
        .expiry()
        .map(
            expiry ->
                "expires "
                    + Dates.longDay(expiry.expiresAt())
                    + " ("
                    + expiry.daysLeft(status.at())
                    + " days)")
        .orElse("expires at an unknown time");
  }
}
