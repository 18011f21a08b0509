// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.scheduler;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn scheduler remove}. */
@Command(
    name = "remove",
    header = "Takes away what apply has made at the other side of the scheduler.",
    description = {
      "What other people use or have made is left, and so is whatever holds a secret. With --dry-run"
          + " it shows every call, and makes none that changes something. A scheduler that needs"
          + " nothing ends it with 19."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn scheduler remove --dry-run", "  halfturn scheduler remove"})
public final class SchedulerRemove extends Provision {

  public SchedulerRemove(Invocation invocation) {
    super(invocation, Task.REMOVE);
  }
}
