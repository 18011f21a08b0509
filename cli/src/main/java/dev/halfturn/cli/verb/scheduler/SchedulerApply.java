// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.scheduler;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn scheduler apply}. */
@Command(
    name = "apply",
    header = "Makes what the scheduler needs at its other side, and mends what differs.",
    description = {
      "Repeated, it does nothing more. What other people have made is neither changed nor taken away."
          + " With --dry-run it shows every call, and makes none that changes something. Ends with"
          + " 1 if something is left that only a person can make."
          + " A scheduler that needs nothing ends it with 19."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn scheduler apply --dry-run    what would be done",
      "  halfturn scheduler apply"
    })
public final class SchedulerApply extends Provision {

  public SchedulerApply(Invocation invocation) {
    super(invocation, Task.APPLY);
  }
}
