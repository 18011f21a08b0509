// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.queue;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.StepTable;
import dev.halfturn.cli.verb.rotate.Automation;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedIssuerFactory;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.spi.SecretIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;

/** What the verbs of the group have in common: one task, told step by step. */
abstract class QueueTask extends Verb {

  /** Amazon was asked for a new secret, or perhaps was, and no other is there. */
  private static final Set<RotationState> ON_ITS_WAY =
      Set.of(RotationState.REQUESTING, RotationState.AWAITING, RotationState.STALLED);

  @Mixin DryRun dryRun;

  private final Task task;

  QueueTask(Invocation invocation, Task task) {
    super(invocation);
    this.task = task;
  }

  @Override
  protected ExitCode run() {
    String issuer;
    List<ProvisionedStep> steps;
    try (Halfturn halfturn = invocation.open()) {
      PluginInstance<SecretIssuer> instance =
          halfturn.configuration().issuer().orElseThrow(Automation::noIssuer);
      issuer = instance.name();
      if (!(instance.factory() instanceof ProvisionedIssuerFactory factory)) {
        throw nothingNeeded(issuer);
      }
      if (task == Task.REMOVE) {
        requireNoSecretOnItsWay(halfturn);
      }
      steps =
          factory.provision(task, dryRun.given(), instance.config(), invocation.context(issuer));
    }
    tell(issuer, steps);
    boolean onlyAsked = dryRun.given() && task == Task.APPLY;
    return StepTable.leavesSomething(steps) && !onlyAsked ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static void requireNoSecretOnItsWay(Halfturn halfturn) {
    for (String app : halfturn.applications().names()) {
      if (ON_ITS_WAY.contains(halfturn.tracker().status(app).rotation().state())) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.FAILED_PRECONDITION,
                    "ROTATION_UNDER_WAY",
                    "a new secret of '" + app + "' may be on its way by the queue")
                .withHint("take it first: 'halfturn rotate " + app + " --resume'"));
      }
    }
  }

  private static HalfturnException nothingNeeded(String issuer) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNSUPPORTED, "issuer '" + issuer + "' needs nothing at another side")
            .withHint("another issuer is chosen by 'issuer'; 'halfturn plugins' lists them"));
  }

  private void tell(String issuer, List<ProvisionedStep> steps) {
    List<ProvisionedStep> byHand = steps.stream().filter(QueueTask::isForAPerson).toList();
    List<ProvisionedStep> rest = new ArrayList<>(steps);
    rest.removeAll(byHand);
    List<String> lines = new ArrayList<>(StepTable.lines(rest, dryRun.given()));
    for (ProvisionedStep step : byHand) {
      lines.add("By hand  " + step.name());
      lines.add("         " + step.advice().orElse(""));
    }
    Map<String, Object> members = JsonText.object();
    members.put("dryRun", dryRun.given());
    members.put("issuer", issuer);
    members.put("steps", StepTable.members(rest));
    members.put(
        "byHand", byHand.stream().map(ProvisionedStep::advice).flatMap(Optional::stream).toList());
    switch (task) {
      case APPLY -> invocation.done("queue-setup", members, lines);
      case VERIFY -> invocation.done("queue-verify", members, lines);
      case REMOVE -> invocation.done("queue-remove", members, lines);
    }
  }

  /** What nobody could look at or make but a person in the console. */
  private static boolean isForAPerson(ProvisionedStep step) {
    return step.state() == State.UNKNOWN && step.calls().isEmpty() && step.advice().isPresent();
  }
}
