// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.PastSecret;
import dev.halfturn.spi.SecretVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn history}. */
@Command(
    name = "history",
    header = "Shows the client secrets of an application, newest first; never what they are.",
    description = {
      "What the store still has: the current one, the one before, those in the inbox, earlier"
          + " versions of the entry.",
      "received and suspect wait in the inbox, not proved yet or refused by Amazon so far; kept is"
          + " an earlier one that Amazon may still accept."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn history erp", "  halfturn history erp --json"})
final class History extends Verb {

  private static final String UNKNOWN = "-";

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  History(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<PastSecret> secrets;
    String store;
    try (Halfturn halfturn = invocation.open()) {
      Known.app(halfturn, app);
      secrets = halfturn.tracker().history(app);
      store = halfturn.secrets().storeName();
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("store", store);
    members.put("secrets", secrets.stream().map(History::members).toList());
    invocation.result("history", members, lines(secrets));
    return ExitCode.DONE;
  }

  private static List<String> lines(List<PastSecret> secrets) {
    Table table = new Table("VERSION", "SECRET", "STORED", "STATE", "ENDS");
    for (PastSecret secret : secrets) {
      table.row(
          secret.version().map(id -> "v" + SecretVersion.shown(id)).orElse(UNKNOWN),
          secret.fingerprint().toString(),
          secret.storedAt().map(Dates::longDay).orElse(UNKNOWN),
          state(secret),
          secret.endsAt().map(Dates::longDay).orElse(UNKNOWN));
    }
    return table.lines();
  }

  private static Map<String, Object> members(PastSecret secret) {
    Map<String, Object> members = JsonText.object();
    members.put("version", secret.version());
    members.put("fingerprint", secret.fingerprint().shortForm());
    members.put("storedAt", secret.storedAt());
    members.put("state", secret.state());
    members.put("endsAt", secret.endsAt());
    return members;
  }

  private static String state(PastSecret secret) {
    return secret.state().name().toLowerCase(Locale.ROOT);
  }
}
