// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one notifier has been asked to say about an application.
 *
 * @param delivered folded deliveries: how many got through, each count up to {@value #MAX_COUNT}
 * @param failed folded deliveries: how many never did
 * @param superseded folded deliveries: how many were overtaken by a more urgent one
 * @param lastDeliveredAt when one last got through, to the second, UTC
 * @param deliveries of the current secret and expiry, oldest first, at most one per rung
 */
public record NotifierLog(
    int delivered,
    int failed,
    int superseded,
    Optional<Instant> lastDeliveredAt,
    List<Delivery> deliveries) {

  static final NotifierLog EMPTY = new NotifierLog(0, 0, 0, Optional.empty(), List.of());

  static final int MAX_COUNT = 99_999;

  public NotifierLog {
    delivered = Math.min(delivered, MAX_COUNT);
    failed = Math.min(failed, MAX_COUNT);
    superseded = Math.min(superseded, MAX_COUNT);
    lastDeliveredAt = lastDeliveredAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    deliveries = List.copyOf(deliveries);
  }

  /** How far this notifier has come with a rung. */
  public Optional<Delivery> delivery(Rung rung) {
    return deliveries.stream().filter(delivery -> delivery.rung().equals(rung)).findFirst();
  }

  /** Whether the latest thing it was asked to send was refused for good. */
  public boolean broken() {
    return !deliveries.isEmpty() && deliveries.get(deliveries.size() - 1).brokenForGood();
  }

  /** With the delivery in place of the one of the same rung, as the newest. */
  NotifierLog with(Delivery delivery) {
    List<Delivery> changed = new ArrayList<>(deliveries);
    changed.removeIf(other -> other.rung().equals(delivery.rung()));
    changed.add(delivery);
    Optional<Instant> last =
        delivery.state() == Delivery.State.DELIVERED ? Optional.of(delivery.at()) : lastDeliveredAt;
    return new NotifierLog(delivered, failed, superseded, last, changed);
  }

  /** With one delivery turned into a count. */
  NotifierLog fold(Delivery delivery) {
    List<Delivery> rest = new ArrayList<>(deliveries);
    rest.remove(delivery);
    return switch (delivery.state()) {
      case DELIVERED -> new NotifierLog(delivered + 1, failed, superseded, lastDeliveredAt, rest);
      case SUPERSEDED -> new NotifierLog(delivered, failed, superseded + 1, lastDeliveredAt, rest);
      case PLANNED, ATTEMPT, FAILED ->
          new NotifierLog(delivered, failed + 1, superseded, lastDeliveredAt, rest);
    };
  }

  /** With all deliveries about the secret turned into counts. */
  NotifierLog foldAllOfSecret() {
    NotifierLog folded = this;
    for (Delivery delivery : deliveries) {
      if (!delivery.rung().outlivesSecret()) {
        folded = folded.fold(delivery);
      }
    }
    return folded;
  }

  /**
   * After something got through that is about no application in particular: what was refused for
   * good is worth another attempt.
   */
  NotifierLog withTestDelivered(Instant at) {
    List<Delivery> again =
        deliveries.stream()
            .map(one -> one.brokenForGood() ? Delivery.planned(one.rung(), at) : one)
            .toList();
    return new NotifierLog(delivered + 1, failed, superseded, Optional.of(at), again);
  }
}
