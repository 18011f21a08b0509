// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.queue;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn queue verify}. */
@Command(
    name = "verify",
    header = "Looks whether the queue of new client secrets is there, and as it should be.",
    description = {
      "Changes nothing; with --dry-run it shows every call as well. Ends with 1 if something is"
          + " missing or differs, with 9 if no issuer is configured."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn queue verify", "  halfturn queue verify --json"})
public final class QueueVerify extends QueueTask {

  public QueueVerify(Invocation invocation) {
    super(invocation, Task.VERIFY);
  }
}
