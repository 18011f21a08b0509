// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.audit;

import dev.halfturn.audit.AuditFlaw;
import dev.halfturn.audit.AuditVerdict;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn audit verify}. */
@Command(
    name = "verify",
    header = "Looks whether the audit log is as it was written; changes nothing.",
    description = {
      "Names the first line that was changed, moved or taken away, and ends with 17 if there is one.",
      "Keep the last hash elsewhere, in a ticket or a mail: whoever can write the log could also"
          + " write a new one, but not one that has this hash in it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn audit verify", "  halfturn audit verify --json"})
public final class AuditVerify extends Verb {

  public AuditVerify(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    AuditVerdict verdict = invocation.auditTrail().verify();
    Map<String, Object> members = JsonText.object();
    members.put("intact", verdict.flaw().isEmpty());
    members.put("files", verdict.files().stream().map(Path::toString).toList());
    members.put("lines", verdict.lines());
    members.put("last", verdict.last());
    members.put("flaw", verdict.flaw().map(AuditVerify::members));
    members.put("notes", verdict.notes());
    invocation.result("audit-verify", members, lines(verdict));
    return verdict.flaw().isEmpty() ? ExitCode.DONE : ExitCode.STORE_DAMAGED;
  }

  private static Map<String, Object> members(AuditFlaw flaw) {
    Map<String, Object> members = JsonText.object();
    members.put("file", flaw.file().toString());
    members.put("line", flaw.line());
    members.put("kind", flaw.kind());
    members.put("text", flaw.text());
    return members;
  }

  private List<String> lines(AuditVerdict verdict) {
    List<String> lines = new ArrayList<>();
    if (verdict.flaw().isPresent()) {
      AuditFlaw flaw = verdict.flaw().get();
      lines.add(
          invocation.glyphs().failed()
              + " "
              + flaw.file()
              + " line "
              + flaw.line()
              + ": "
              + flaw.text());
      lines.add("Lines before it that are right  " + verdict.lines());
      return lines;
    }
    if (verdict.files().isEmpty()) {
      lines.add("Nothing was written down");
    } else {
      lines.add(invocation.glyphs().ok() + " as it was written");
    }
    verdict.files().forEach(file -> lines.add("File   " + file));
    lines.add("Lines  " + verdict.lines());
    verdict.last().ifPresent(hash -> lines.add("Last   " + hash));
    verdict.notes().forEach(note -> lines.add("Note   " + note));
    return lines;
  }
}
