// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.scheduler;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.StepTable;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.NamingStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;

/** What the verbs of the group have in common: one task, told step by step. */
abstract class Provision extends Verb {

  @Mixin DryRun dryRun;

  private final Task task;

  Provision(Invocation invocation, Task task) {
    super(invocation);
    this.task = task;
  }

  @Override
  protected ExitCode run() {
    String scheduler;
    List<ProvisionedStep> steps;
    try (Halfturn halfturn = invocation.open()) {
      PluginInstance<ExpiryScheduler> instance = halfturn.configuration().scheduler();
      scheduler = instance.name();
      if (!(instance.factory() instanceof ProvisionedSchedulerFactory factory)) {
        throw nothingNeeded(scheduler);
      }
      steps =
          factory.provision(
              task,
              dryRun.given(),
              instance.config(),
              invocation.context(scheduler),
              clientSecrets(halfturn));
    }
    tell(scheduler, steps);
    boolean leftToDo = StepTable.leavesSomething(steps);
    boolean onlyAsked = dryRun.given() && task == Task.APPLY;
    return leftToDo && !onlyAsked ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** Nothing where the store does not lie in a service that others see. */
  private static SortedMap<String, String> clientSecrets(Halfturn halfturn) {
    SortedMap<String, String> names = new TreeMap<>();
    PluginInstance<SecretStore> store = halfturn.configuration().store();
    if (store.factory() instanceof NamingStoreFactory factory) {
      for (String app : halfturn.applications().names()) {
        names.put(app, factory.rawName(store.config(), CredentialNames.clientSecret(app)));
      }
    }
    return names;
  }

  private static HalfturnException nothingNeeded(String scheduler) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNSUPPORTED,
                "scheduler '" + scheduler + "' needs nothing at another side")
            .withHint("another scheduler is chosen by 'scheduler'; 'halfturn plugins' lists them"));
  }

  private void tell(String scheduler, List<ProvisionedStep> steps) {
    List<String> lines = StepTable.lines(steps, dryRun.given());
    Map<String, Object> members = JsonText.object();
    members.put("dryRun", dryRun.given());
    members.put("scheduler", scheduler);
    members.put("steps", StepTable.members(steps));
    switch (task) {
      case APPLY -> invocation.done("scheduler-apply", members, lines);
      case VERIFY -> invocation.done("scheduler-verify", members, lines);
      case REMOVE -> invocation.done("scheduler-remove", members, lines);
    }
  }
}
