// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.Map;
import java.util.Optional;

/** The queue. One that was made here bears a mark, and no other is ever taken away. */
final class QueuePart implements Part {

  private static final String MARK = "madeby";
  private static final String MAKER = "halfturn";

  private final GivenPart account;
  private final Place place;

  QueuePart(GivenPart account, Place place) {
    this.account = account;
    this.place = place;
  }

  @Override
  public String name() {
    return "queue " + place.queue();
  }

  @Override
  public Finding look(Calls calls) {
    if (account.isMissing()) {
      return Finding.of(State.MISSING, "make the storage account first");
    }
    return find(calls).isEmpty() ? Finding.mendable(State.MISSING) : Finding.of(State.IN_ORDER);
  }

  private Optional<Map<String, Object>> find(Calls calls) {
    return calls.find(ResourceKind.QUEUE, place.queueId());
  }

  @Override
  public void mend(Calls calls) {
    calls.put(
        ResourceKind.QUEUE,
        place.queueId(),
        Map.of("properties", Map.of("metadata", Map.of(MARK, MAKER))));
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<Map<String, Object>> found = find(calls);
    if (found.isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    Object metadata = Members.of(found.get().get("properties")).get("metadata");
    if (!MAKER.equals(Members.of(metadata).get(MARK))) {
      return Finding.of(State.KEPT, "it was not made by halfturn");
    }
    calls.delete(ResourceKind.QUEUE, place.queueId());
    return Finding.of(State.REMOVED);
  }
}
