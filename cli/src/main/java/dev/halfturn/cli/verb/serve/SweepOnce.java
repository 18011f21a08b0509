// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.status.ReminderTable;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the daemon does each hour, once. */
final class SweepOnce {

  private final Invocation invocation;
  private final ReminderTable table;
  private ExitCode exit = ExitCode.DONE;
  private Optional<QueueDrain> queue = Optional.empty();

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
      halfturn.automatic().ifPresent(automatic -> drain(halfturn, automatic));
      names.forEach(app -> look(halfturn, app));
    }
    Map<String, Object> members = JsonText.object();
    members.put("at", invocation.now());
    members.put("apps", table.results());
    members.put("queue", queue.map(QueueDrain::members));
    List<String> lines = new ArrayList<>(table.lines());
    queue.ifPresent(drained -> lines.add(drained.line()));
    invocation.done("serve-once", members, lines);
    return exit == ExitCode.DONE && table.failed() ? ExitCode.FAILED : exit;
  }

  /** What lies in the queue goes into the inbox, unless another instance makes the rotations. */
  private void drain(Halfturn halfturn, AutomaticRotation automatic) {
    if (halfturn.rotator().mayRotate()) {
      try {
        queue = Optional.of(QueueDrain.of(automatic));
      } catch (HalfturnException e) {
        invocation.error(e.problem());
        exit = ExitCode.of(e);
      }
    }
  }

  /** One application that cannot be looked at does not keep the others waiting. */
  private void look(Halfturn halfturn, String app) {
    try {
      Map<String, Object> members = table.add(app, halfturn.tracker().remind(app));
      RotationOutcome outcome = halfturn.rotator().resume(app);
      members.put(
          "rotation",
          halfturn
              .automatic()
              .map(automatic -> automatic.goOn(app).state())
              .orElse(outcome.state()));
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
