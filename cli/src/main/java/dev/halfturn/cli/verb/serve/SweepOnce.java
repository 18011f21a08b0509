// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.status.ReminderTable;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Map;

/** What the daemon does each hour, once. */
final class SweepOnce {

  private final Invocation invocation;
  private final ReminderTable table;
  private ExitCode exit = ExitCode.DONE;

  SweepOnce(Invocation invocation) {
    this.invocation = invocation;
    this.table = new ReminderTable(invocation.glyphs());
  }

  ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      List<String> names = halfturn.applications().names();
      if (names.isEmpty()) {
        invocation.note("No application yet. Next: halfturn app add");
      }
      names.forEach(app -> look(halfturn, app));
    }
    Map<String, Object> members = JsonText.object();
    members.put("at", invocation.now());
    members.put("apps", table.results());
    invocation.done("serve-once", members, table.lines());
    return exit == ExitCode.DONE && table.failed() ? ExitCode.FAILED : exit;
  }

  /** One application that cannot be looked at does not keep the others waiting. */
  private void look(Halfturn halfturn, String app) {
    try {
      Map<String, Object> members = table.add(app, halfturn.tracker().remind(app));
      RotationOutcome outcome = halfturn.rotator().resume(app);
      members.put("rotation", outcome.state());
    } catch (HalfturnException e) {
      invocation.error(e.problem());
      exit = ExitCode.of(e);
    } catch (RuntimeException e) { // its text may quote anything
      invocation.error(
          Problem.of(ErrorCode.INTERNAL, app + ": failed with " + e.getClass().getName()));
      exit = ExitCode.FAILED;
    }
  }
}
