// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A subscription with what lies in it. Not thread-safe. */
final class FakeSubscription {

  final Map<String, Object> members;
  private final Deque<Map<String, Object>> waiting = new ArrayDeque<>();
  private final Map<String, Map<String, Object>> outstanding = new LinkedHashMap<>();
  private final List<String> acknowledged = new ArrayList<>();
  private int acks;

  FakeSubscription(Map<String, Object> members) {
    this.members = members;
  }

  void add(Map<String, Object> message) {
    waiting.add(message);
  }

  List<Map<String, Object>> pull(int most) {
    List<Map<String, Object>> received = new ArrayList<>();
    while (received.size() < most && !waiting.isEmpty()) {
      Map<String, Object> message = waiting.remove();
      String ackId = "ack-" + ++acks;
      outstanding.put(ackId, message);
      received.add(new TreeMap<>(Map.of("ackId", ackId, "message", message)));
    }
    return received;
  }

  /** Takes messages away; an ackId that is not known, or no more, is no error. */
  void acknowledge(Collection<?> ackIds) {
    for (Object ackId : ackIds) {
      Map<String, Object> message = outstanding.remove(String.valueOf(ackId));
      if (message != null) {
        acknowledged.add(String.valueOf(message.get("messageId")));
      }
    }
  }

  /** As when the time for acknowledging is over. */
  void deliverAgain() {
    waiting.addAll(outstanding.values());
    outstanding.clear();
  }

  int unacknowledged() {
    return waiting.size() + outstanding.size();
  }

  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  void goneTopic() {
    members.put("topic", "_deleted-topic_");
  }
}
