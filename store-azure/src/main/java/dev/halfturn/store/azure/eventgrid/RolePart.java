// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.azure.call.AzureFailure;
import java.util.Map;

/** Whether these credentials may read the queue; only a person can let them. */
final class RolePart implements Part {

  private final String owner;
  private final MessageQueue queue;
  private final Place place;

  RolePart(String owner, MessageQueue queue, Place place) {
    this.owner = owner;
    this.queue = queue;
    this.place = place;
  }

  @Override
  public String name() {
    return "right to use the queue";
  }

  @Override
  public Finding look(Calls calls) {
    calls.note(ResourceKind.QUEUE.right("messages/read"), Map.of("path", place.queueId()), true);
    try {
      queue.peek();
      return Finding.of(State.IN_ORDER);
    } catch (RuntimeException e) {
      return finding(AzureFailure.of(owner, MessageQueue.SERVICE, e));
    }
  }

  private Finding finding(HalfturnException failure) {
    return switch (failure.code()) {
      case PERMISSION_DENIED ->
          Finding.of(
              State.MISSING,
              "az role assignment create --role 'Storage Queue Data Contributor' --assignee"
                  + " IDENTITY --scope "
                  + place.queueId());
      case NOT_FOUND -> Finding.of(State.UNKNOWN, "it shows when there is a queue");
      default -> Finding.of(State.UNKNOWN, "nobody could look: " + failure.getMessage());
    };
  }
}
