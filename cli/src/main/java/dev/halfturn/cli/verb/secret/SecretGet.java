// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.secret;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn secret get}. */
@Command(
    name = "get",
    header = "Writes the value of one entry to standard output.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn secret get erp/lwa/clientidentifier --reveal",
      "  halfturn secret get erp/lwa/clientsecret | some-program"
    })
public final class SecretGet extends Verb {

  @Parameters(paramLabel = "<name>", description = "Name of the entry.")
  String name;

  @Option(names = "--reveal", description = "Write it even to a terminal.")
  boolean reveal;

  public SecretGet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    invocation.refuseTerminal(reveal);
    try (Halfturn halfturn = invocation.open()) {
      SecretName entry = new SecretName(name);
      Known.entry(halfturn, entry);
      StoredSecret secret = halfturn.secrets().get(entry);
      halfturn.audit().require(AuditedEntry.event(AuditAction.SECRET_READ, entry, "secret get"));
      if (invocation.json()) {
        Map<String, Object> members = JsonText.object();
        members.put("name", secret.name().value());
        members.put("version", secret.version().id());
        members.put("createdAt", secret.version().createdAt());
        members.put("value", secret.value().revealUtf8());
        invocation.document("secret-get", members);
      } else {
        invocation.raw(secret.value().reveal());
      }
    }
    return ExitCode.DONE;
  }
}
