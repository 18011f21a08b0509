// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.Map;
import java.util.Optional;

/** The event subscription on the vault. */
final class EventSubscriptionPart implements Part {

  private final GivenPart account;
  private final GivenPart vault;
  private final Place place;
  private final EventSubscription wanted;

  EventSubscriptionPart(GivenPart account, GivenPart vault, Place place, EventSubscription wanted) {
    this.account = account;
    this.vault = vault;
    this.place = place;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return "event subscription " + place.eventSubscription();
  }

  @Override
  public Finding look(Calls calls) {
    if (vault.isMissing() || account.isMissing()) {
      return Finding.of(State.MISSING, "make vault and storage account first");
    }
    Optional<Map<String, Object>> found = find(calls);
    if (found.isEmpty()) {
      return Finding.mendable(State.MISSING);
    }
    if (!EventSubscription.isOurs(found.get())) {
      return Finding.of(
          State.DIFFERENT, "it is somebody else's: set event-subscription to another name");
    }
    return wanted.isSaidBy(found.get())
        ? Finding.of(State.IN_ORDER)
        : Finding.mendable(State.DIFFERENT);
  }

  private Optional<Map<String, Object>> find(Calls calls) {
    return calls.find(ResourceKind.EVENT_SUBSCRIPTION, place.eventSubscriptionId());
  }

  @Override
  public void mend(Calls calls) {
    calls.put(ResourceKind.EVENT_SUBSCRIPTION, place.eventSubscriptionId(), wanted.body());
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<Map<String, Object>> found = find(calls);
    if (found.isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    if (!EventSubscription.isOurs(found.get())) {
      return Finding.of(State.KEPT, "it is somebody else's");
    }
    calls.delete(ResourceKind.EVENT_SUBSCRIPTION, place.eventSubscriptionId());
    return Finding.of(State.REMOVED);
  }
}
