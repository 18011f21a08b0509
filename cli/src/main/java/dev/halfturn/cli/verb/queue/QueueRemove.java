// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.queue;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import picocli.CommandLine.Command;

/** {@code halfturn queue remove}. */
@Command(
    name = "remove",
    header = "Takes away the queues that setup has made.",
    description = {
      "What holds a message is left, since that may be a secret, and so is what others have made."
          + " With --dry-run it shows every call, and makes none that changes something. Unsubscribe"
          + " in Amazon's console before. Ends with 9 if no issuer is configured, with 11 and without"
          + " a call while a new secret that Amazon was asked for has not come."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn queue remove --dry-run", "  halfturn queue remove"})
public final class QueueRemove extends QueueTask {

  public QueueRemove(Invocation invocation) {
    super(invocation, Task.REMOVE);
  }
}
