// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code /simulator/queue/…}: the queue of notifications. */
final class ControlQueue {

  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private ControlQueue() {}

  static Map<String, Object> handle(SimulatedQueue queue, List<String> path, JsonInput input) {
    switch (String.join("/", path)) {
      case "receive" -> {
        int max = input.number("max").orElse(1);
        Duration visibility = input.duration("visibility").orElse(VISIBILITY);
        input.end();
        return Json.object("messages", ControlViews.messages(queue.receive(max, visibility)));
      }
      case "delete" -> {
        String handle = input.requiredText("receiptHandle");
        input.end();
        queue.delete(handle);
      }
      case "visibility" -> {
        String handle = input.requiredText("receiptHandle");
        Duration visibility = input.requiredDuration("visibility");
        input.end();
        queue.changeVisibility(handle, visibility);
      }
      case "send" -> {
        String body = input.requiredText("body");
        input.end();
        queue.send(body);
      }
      case "settings" -> {
        input.flag("inOrder").ifPresent(queue::inOrder);
        input.flag("snsEnvelope").ifPresent(queue::snsEnvelope);
        input.duration("deliveryDelay").ifPresent(queue::deliveryDelay);
        input.duration("retention").ifPresent(queue::retention);
        input.number("loseNext").ifPresent(queue::loseNext);
        input.number("duplicateNext").ifPresent(queue::duplicateNext);
        input.number("surviveNextDeletes").ifPresent(queue::surviveNextDeletes);
        input.end();
      }
      default -> throw new NoSuchPath("the queue has no such verb");
    }
    return Json.object("messages", queue.size());
  }
}
