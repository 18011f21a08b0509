// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Progress;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn copy}. */
@Command(
    name = "copy",
    header = "Copies applications from one store to another.",
    description = {
      "What is the same already is skipped, so that a copy that was interrupted is simply run"
          + " again. Each written entry is read back and compared. Entries that only the target"
          + " has stay, and the source is never changed. A client secret that only the target has,"
          + " and the source is not known to have replaced, is written over only after a yes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn copy --from file --to backup --dry-run",
      "  halfturn copy --from file --to backup erp"
    })
final class Copy extends Verb {

  @Option(names = "--from", required = true, paramLabel = "A", description = "Source store.")
  String from;

  @Option(names = "--to", required = true, paramLabel = "B", description = "Target store.")
  String to;

  @Parameters(arity = "0..*", paramLabel = "<app>", description = "Only these applications.")
  List<String> apps = new ArrayList<>();

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  private final Table table = new Table("APP", "ACTION", "ENTRIES", "RESULT");
  private final List<Map<String, Object>> results = new ArrayList<>();

  Copy(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (from.equals(to)) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "source and target are the same store")
              .withHint("name two, as in 'halfturn copy --from file --to backup'"));
    }
    try (Halfturn source = invocation.open(from);
        Halfturn target = invocation.open(to)) {
      List<String> names = apps.isEmpty() ? source.applications().names() : apps;
      try (Progress progress = invocation.progressOf(names.size())) {
        for (String app : names) {
          copy(app, source, target, progress);
          progress.step();
        }
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("from", from);
    members.put("to", to);
    members.put("dryRun", dryRun.given());
    members.put("apps", results);
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        dryRun.given()
            ? "Nothing was written. The target was read."
            : "Source kept. Compare with:  halfturn diff " + from + " " + to);
    invocation.done("copy", members, lines);
    return ExitCode.DONE;
  }

  private void copy(String app, Halfturn source, Halfturn target, Progress progress) {
    SortedMap<SecretName, SecretValue> values = AppEntries.of(source.secrets(), app);
    if (values.isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "no application '" + app + "' in store '" + from + "'")
              .withHint("see 'halfturn app list'"));
    }
    SortedMap<SecretName, SecretValue> before = AppEntries.of(target.secrets(), app);
    SortedSet<SecretName> needed = AppEntries.missingOrDifferent(values, before);
    int lost = new Overwritten(source, target, invocation.now()).count(app, needed);
    if (lost > 0) {
      progress.hide();
      refuseToLose(app, lost);
    }
    String action = needed.isEmpty() ? "skip" : before.isEmpty() ? "create" : "update";
    if (!needed.isEmpty() && !dryRun.given()) {
      target
          .audit()
          .require(AuditEvent.of(AuditAction.STORE_COPIED, app).with("from " + from + " to " + to));
      write(app, values, needed, target.secrets());
    }
    String ok = invocation.glyphs().ok();
    table.row(
        app,
        action,
        needed.size() + " of " + values.size(),
        needed.isEmpty()
            ? "identical"
            : dryRun.given() ? "-" : ok + " written " + ok + " read back");
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("action", action);
    members.put("entries", needed.stream().map(SecretName::value).toList());
    members.put("written", !dryRun.given() && !needed.isEmpty());
    results.add(members);
  }

  private void refuseToLose(String app, int lost) {
    String what =
        "store '"
            + to
            + "' has "
            + (lost == 1 ? "a client secret" : lost + " client secrets")
            + " of "
            + app
            + " that '"
            + from
            + "' does not have, and Amazon may still accept.";
    if (!dryRun.given()) {
      confirmation.require(what + " Write over it?", invocation.surroundings());
    }
    invocation.warn(what);
  }

  private void write(
      String app,
      SortedMap<SecretName, SecretValue> values,
      SortedSet<SecretName> needed,
      Secrets target) {
    target.putAll(inSafeOrder(app, values, needed));
    SortedMap<SecretName, SecretValue> after = AppEntries.of(target, app);
    if (!AppEntries.missingOrDifferent(values, after).isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "store '" + to + "' does not hold what was written to it for '" + app + "'")
              .withHint("somebody else writes it; run the copy again"));
    }
  }

  /**
   * The client secret last: while a target without batches is being written, its readers go on with
   * the secret it had.
   */
  private static Map<SecretName, SecretValue> inSafeOrder(
      String app, SortedMap<SecretName, SecretValue> values, SortedSet<SecretName> needed) {
    Map<SecretName, SecretValue> ordered = new LinkedHashMap<>();
    SecretName secret = CredentialNames.clientSecret(app);
    for (SecretName name : needed) {
      if (!name.equals(secret)) {
        ordered.put(name, values.get(name));
      }
    }
    if (needed.contains(secret)) {
      ordered.put(secret, values.get(secret));
    }
    return ordered;
  }
}
