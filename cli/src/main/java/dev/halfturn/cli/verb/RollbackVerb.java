// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.verb.rotate.HookReport;
import dev.halfturn.rotation.HookRun;
import dev.halfturn.rotation.RollbackPlan;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.TrialResult;
import dev.halfturn.spi.SecretVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn rollback}. */
@Command(
    name = "rollback",
    header = "Makes the client secret before the current one current again.",
    description = {
      "Only if Amazon still accepts it, which is tried first, and after a yes. The other one becomes"
          + " the previous one and is kept; the same command again goes back to it.",
      "Amazon goes on refusing the earlier one from the day it named: this gains days, not months."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn rollback erp --dry-run", "  halfturn rollback erp"})
final class RollbackVerb extends Verb {

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  RollbackVerb(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      if (!dryRun.given()) {
        halfturn.rotator().requireOwner();
      }
      Known.app(halfturn, app);
      List<RollbackPlan> plans = new ArrayList<>();
      List<String> tests = new ArrayList<>();
      HookReport hooks = new HookReport(invocation);
      halfturn
          .rotator()
          .rollback(
              app,
              (plan, result) -> {
                plans.add(plan);
                tests.add(result.text());
                return agreed(plan, result);
              },
              listener(hooks));
      report(plans.get(0), tests.get(0), hooks, halfturn);
      return hooks.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }
  }

  private boolean agreed(RollbackPlan plan, TrialResult result) {
    invocation.progress("test    " + invocation.glyphs().ok() + " " + result.text());
    if (dryRun.given()) {
      return false;
    }
    confirmation.require(
        "Put "
            + plan.to()
            + " back in the place of "
            + plan.from()
            + "? Amazon accepts it "
            + until(plan)
            + ".",
        invocation.surroundings());
    return true;
  }

  private static RotationListener listener(HookReport hooks) {
    return new RotationListener() {
      @Override
      public void onStep(Step step) {}

      @Override
      public void onHook(HookRun run) {
        hooks.add(run);
      }
    };
  }

  private void report(RollbackPlan plan, String test, HookReport hooks, Halfturn halfturn) {
    Optional<RotationStatus> status =
        dryRun.given() ? Optional.empty() : Optional.of(halfturn.tracker().check(app));
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("from", plan.from().shortForm());
    members.put("to", plan.to().shortForm());
    members.put("version", status.map(known -> known.secret().version()));
    members.put("endsAt", plan.endsAt());
    members.put("test", test);
    members.put("hooks", hooks.members());
    members.put("dryRun", dryRun.given());
    List<String> lines = new ArrayList<>();
    lines.add(
        dryRun.verb("Put back", "put back")
            + "  "
            + app
            + status.map(known -> "  v" + SecretVersion.shown(known.secret().version())).orElse("")
            + "  "
            + plan.to()
            + "   Amazon accepts it "
            + until(plan));
    if (!dryRun.given()) {
      lines.add("Kept      " + plan.from() + " as the previous one");
      lines.add("Next      rotate again before that day: halfturn rotate " + app);
    }
    invocation.done("rollback", members, lines);
  }

  private static String until(RollbackPlan plan) {
    return plan.endsAt()
        .map(end -> "until " + Dates.moment(end))
        .orElse("until a day that nobody knows");
  }
}
