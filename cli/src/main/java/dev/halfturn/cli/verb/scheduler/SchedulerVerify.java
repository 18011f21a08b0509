// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.scheduler;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn scheduler verify}. */
@Command(
    name = "verify",
    header =
        "Looks whether what the scheduler needs at its other side is there, and as it should be.",
    description = {
      "Changes nothing; with --dry-run it shows every call as well. Ends with 1 if something is"
          + " missing or differs. A scheduler that needs nothing ends it with 19."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn scheduler verify", "  halfturn scheduler verify --json"})
public final class SchedulerVerify extends Provision {

  public SchedulerVerify(Invocation invocation) {
    super(invocation, Task.VERIFY);
  }
}
