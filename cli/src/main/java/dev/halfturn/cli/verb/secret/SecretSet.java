// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.secret;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.LivingSecrets;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn secret set}. */
@Command(
    name = "set",
    header = "Stores the value of one entry.",
    description =
        "A new client secret is better given to 'halfturn rotate', which tests it before it"
            + " replaces the old one, and keeps the old one. Here a client secret that Amazon may"
            + " still accept is replaced only after a yes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn secret set erp/refreshtoken              asks, hidden",
      "  some-program | halfturn secret set erp/refreshtoken -"
    })
public final class SecretSet extends Verb {

  @Parameters(paramLabel = "<name>", description = "Name of the entry.")
  String name;

  @Mixin SecretInput input;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public SecretSet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    SecretName entry = new SecretName(name);
    try (Halfturn halfturn = invocation.open()) {
      List<String> living = new LivingSecrets(halfturn, invocation.now()).in(List.of(entry));
      if (!living.isEmpty() && !dryRun.given()) {
        confirmation.require(
            "Replace the entry "
                + name
                + "? Nothing keeps what it holds now. "
                + LivingSecrets.sentence(living),
            invocation.surroundings());
      }
      SecretValue value = input.read("value", invocation.surroundings());
      Optional<StoredSecret> before = halfturn.secrets().find(entry);
      if (!dryRun.given()) {
        halfturn
            .audit()
            .require(AuditedEntry.event(AuditAction.SECRET_WRITTEN, entry, "secret set"));
      }
      Optional<SecretVersion> stored =
          dryRun.given() ? Optional.empty() : Optional.of(halfturn.secrets().put(entry, value));
      Map<String, Object> members = JsonText.object();
      members.put("name", name);
      members.put("version", stored.map(SecretVersion::id));
      members.put("created", before.isEmpty());
      members.put("living", living);
      members.put("dryRun", dryRun.given());
      String what = before.isEmpty() ? "new" : "in place of v" + before.get().version().id();
      invocation.done(
          "secret-set",
          members,
          List.of(
              stored
                  .map(
                      version ->
                          "Stored  "
                              + name
                              + "  v"
                              + SecretVersion.shown(version.id())
                              + "  "
                              + what)
                  .orElse("Would store  " + name + "  " + what)));
      if (!living.isEmpty()) {
        invocation.warn(LivingSecrets.sentence(living));
      }
    }
    return ExitCode.DONE;
  }
}
