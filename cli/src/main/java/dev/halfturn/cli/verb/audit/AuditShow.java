// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.audit;

import dev.halfturn.audit.AuditEntry;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn audit}. */
@Command(
    name = "audit",
    header = "Shows who did what with the secrets, the oldest first.",
    description = {
      "What is shown are names, fingerprints and what people gave as a reason; never a secret.",
      "Whether somebody has changed what was written, 'halfturn audit verify' says."
    },
    synopsisSubcommandLabel = "[VERB]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn audit",
      "  halfturn audit erp --since 2026-07-01",
      "  halfturn audit --json"
    })
public final class AuditShow extends Verb {

  private static final String NONE = "-";

  @Parameters(arity = "0..1", paramLabel = "<app>", description = "Only of this application.")
  Optional<String> app = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "DATE",
      converter = Moments.InstantConverter.class,
      description = "Only what was done from then on.")
  Optional<Instant> since = Optional.empty();

  public AuditShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<AuditEntry> entries = new ArrayList<>();
    invocation
        .auditTrail()
        .read(
            entry -> {
              if (isWanted(entry)) {
                entries.add(entry);
              }
            });
    Map<String, Object> members = JsonText.object();
    members.put("file", invocation.auditFile().toString());
    members.put("app", app);
    members.put("since", since);
    members.put("entries", entries.stream().map(AuditShow::members).toList());
    invocation.result("audit", members, lines(entries));
    return ExitCode.DONE;
  }

  private boolean isWanted(AuditEntry entry) {
    return app.map(name -> entry.app().equals(Optional.of(name))).orElse(true)
        && since.map(from -> !entry.at().isBefore(from)).orElse(true);
  }

  private static List<String> lines(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return List.of("Nothing was written down");
    }
    Table table = new Table("TIME", "ACTION", "APP", "SECRET", "BY", "DETAIL");
    for (AuditEntry entry : entries) {
      table.row(
          entry.at().toString(),
          entry.action(),
          entry.app().orElse(NONE),
          entry.fingerprint().map(hex -> "fp:" + hex).orElse(NONE),
          entry.source().user() + "@" + entry.source().instance(),
          entry.detail().isEmpty() ? NONE : entry.detail());
    }
    return table.lines();
  }

  private static Map<String, Object> members(AuditEntry entry) {
    Map<String, Object> members = JsonText.object();
    members.put("at", entry.at());
    members.put("instance", entry.source().instance());
    members.put("user", entry.source().user());
    members.put("host", entry.source().host());
    members.put("action", entry.action());
    members.put("app", entry.app());
    members.put("fingerprint", entry.fingerprint());
    members.put("detail", entry.detail());
    members.put("file", entry.file().toString());
    members.put("line", entry.line());
    return members;
  }
}
