// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpAccess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The subscription by which this process is woken: it never vanishes for want of use, and gives a
 * look the time it takes.
 *
 * @param subscription its full name
 * @param topic its full name
 */
record SubscriptionPart(String subscription, String topic) implements Part {

  /** Longer than a look takes, so that nobody else is woken by what is being done. */
  private static final int ACK_SECONDS = 300;

  private static final int SHORTEST_ACK_SECONDS = 60;
  private static final String ACK_DEADLINE = "ackDeadlineSeconds";
  private static final String EXPIRATION = "expirationPolicy";

  @Override
  public String name() {
    return "subscription " + subscription;
  }

  @Override
  public String service() {
    return Subscription.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    return subscription(calls).map(this::finding).orElseGet(Finding::missing);
  }

  private Optional<Map<String, Object>> subscription(Calls calls) {
    return Found.at(
        calls, GcpAccess.PUBSUB, "pubsub.subscriptions.get", Resources.path(subscription));
  }

  private Finding finding(Map<String, Object> found) {
    if (!topic.equals(found.get("topic"))) {
      return Finding.of(
          State.DIFFERENT, "it belongs to another topic: set another name as subscription");
    }
    if (isSet(found.get("pushConfig"))) {
      return Finding.of(
          State.DIFFERENT, "its messages are pushed elsewhere: set another name as subscription");
    }
    return vanishes(found) || isHasty(found) ? Finding.different() : Finding.inOrder();
  }

  private static boolean isSet(Object config) {
    return config instanceof Map<?, ?> map && !map.isEmpty();
  }

  private static boolean vanishes(Map<String, Object> found) {
    return found.get(EXPIRATION) instanceof Map<?, ?> policy && policy.get("ttl") != null;
  }

  private static boolean isHasty(Map<String, Object> found) {
    return found.get(ACK_DEADLINE) instanceof Number seconds
        && seconds.intValue() < SHORTEST_ACK_SECONDS;
  }

  @Override
  public void mend(Calls calls) {
    if (subscription(calls).isEmpty()) {
      Map<String, Object> made = settings();
      made.put("topic", topic);
      made.put("labels", Found.label());
      calls.change(
          GcpAccess.PUBSUB,
          "pubsub.subscriptions.create",
          "PUT",
          Resources.path(subscription),
          made);
    } else {
      Map<String, Object> change = new LinkedHashMap<>();
      change.put("subscription", settings());
      change.put("updateMask", ACK_DEADLINE + "," + EXPIRATION);
      calls.change(
          GcpAccess.PUBSUB,
          "pubsub.subscriptions.update",
          "PATCH",
          Resources.path(subscription),
          change);
    }
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(ACK_DEADLINE, ACK_SECONDS);
    settings.put(EXPIRATION, Map.of());
    return settings;
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<Map<String, Object>> found = subscription(calls);
    if (found.isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    if (!Found.isOurs(found.get())) {
      return Finding.of(State.KEPT, "it was not made by halfturn");
    }
    calls.change(
        GcpAccess.PUBSUB,
        "pubsub.subscriptions.delete",
        "DELETE",
        Resources.path(subscription),
        Map.of());
    return Finding.of(State.REMOVED);
  }
}
