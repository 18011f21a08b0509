// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topic that Secret Manager tells. Taken away only if it was made here and nobody else
 * subscribes to it.
 *
 * @param topic its full name
 * @param subscription the full name of the own one, if there is one
 */
record TopicPart(String topic, Optional<String> subscription) implements Part {

  @Override
  public String name() {
    return "topic " + topic;
  }

  @Override
  public String service() {
    return Subscription.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    return topic(calls).isPresent() ? Finding.inOrder() : Finding.missing();
  }

  private Optional<Map<String, Object>> topic(Calls calls) {
    return Found.at(calls, GcpAccess.PUBSUB, "pubsub.topics.get", Resources.path(topic));
  }

  @Override
  public void mend(Calls calls) {
    calls.change(
        GcpAccess.PUBSUB,
        "pubsub.topics.create",
        "PUT",
        Resources.path(topic),
        Map.of("labels", Found.label()));
  }

  @Override
  public Finding remove(Calls calls) {
    Optional<Map<String, Object>> found = topic(calls);
    if (found.isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    if (!Found.isOurs(found.get())) {
      return Finding.of(State.KEPT, "it was not made by halfturn");
    }
    if (othersSubscribe(calls)) {
      return Finding.of(State.KEPT, "others subscribe to it");
    }
    calls.change(
        GcpAccess.PUBSUB, "pubsub.topics.delete", "DELETE", Resources.path(topic), Map.of());
    return Finding.of(State.REMOVED);
  }

  private boolean othersSubscribe(Calls calls) {
    Map<String, Object> answer =
        calls.get(
            GcpAccess.PUBSUB,
            "pubsub.topics.listSubscriptions",
            Resources.path(topic) + "/subscriptions");
    return answer.get("subscriptions") instanceof List<?> names
        && names.stream().anyMatch(name -> !name.equals(subscription.orElse("")));
  }
}
