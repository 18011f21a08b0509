// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.queue;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn queue setup}. */
@Command(
    name = "setup",
    header = "Makes the queue by which new client secrets come, and mends what differs.",
    description = {
      "For rotations without a person. The issuer's settings say where: issuer: spapi, and in"
          + " issuer.spapi.queue-url the address that the queue has or is to have. Made are the"
          + " queue, one for dead letters, and the policy by which Amazon, and nobody else, may"
          + " send. What only a person can do, in Amazon's console, is said at the end.",
      "Repeated, it does nothing more. With --dry-run it shows every call, and makes none that"
          + " changes something. Ends with 1 if something is left to mend that is not ours, with 9"
          + " if no issuer is configured."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn queue setup --dry-run    what would be done", "  halfturn queue setup"})
public final class QueueSetup extends QueueTask {

  public QueueSetup(Invocation invocation) {
    super(invocation, Task.APPLY);
  }
}
