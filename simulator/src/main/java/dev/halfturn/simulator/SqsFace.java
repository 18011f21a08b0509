// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code POST /sqs}: the queue and its dead letters as a client of SQS sees them. Whoever asks is
 * let in, signed or not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html">The
 *     JSON protocol of SQS</a>
 */
final class SqsFace {

  static final String PREFIX = "/sqs";
  static final String JSON = "application/x-amz-json-1.0";
  static final String NAME = "halfturn-new-secrets";
  static final String DEAD_LETTERS = "halfturn-new-secrets-dead";
  static final String ACCOUNT = "000000000000";

  private static final String TARGET = "AmazonSQS.";
  private static final int LONGEST_WAIT_SECONDS = 20;
  private static final int VISIBILITY_SECONDS = 30;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Amazon amazon;
  private final Supplier<String> origin;

  /**
   * The face of one simulator's queue.
   *
   * @param origin asked once it is listening
   */
  SqsFace(Amazon amazon, Supplier<String> origin) {
    this.amazon = amazon;
    this.origin = origin;
  }

  /** The path of a queue's address. */
  static String path(String name) {
    return PREFIX + "/" + ACCOUNT + "/" + name;
  }

  Answer answer(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    if (!request.method().equals("POST") || !target.startsWith(TARGET)) {
      throw SqsError.refusal("InvalidAction", "only the JSON protocol of SQS is spoken here");
    }
    try {
      Map<String, Object> answer =
          answer(target.substring(TARGET.length()), JsonInput.read(request.body()));
      return Answer.json(200, answer).with("Content-Type", JSON);
    } catch (IllegalArgumentException e) {
      throw SqsError.refusal("InvalidParameterValue", e.getMessage());
    }
  }

  private Map<String, Object> answer(String operation, JsonInput input) {
    if (operation.equals("GetQueueUrl")) {
      String name = input.requiredText("QueueName");
      queue(name);
      return Json.object("QueueUrl", origin.get() + path(name));
    }
    String url = input.requiredText("QueueUrl");
    String name = url.substring(url.lastIndexOf('/') + 1);
    SimulatedQueue queue = queue(name);
    switch (operation) {
      case "DeleteMessage" -> queue.delete(input.requiredText("ReceiptHandle"));
      case "ChangeMessageVisibility" -> hide(queue, input);
      case "DeleteMessageBatch" -> {
        return eachOf(input, entry -> queue.delete(entry.requiredText("ReceiptHandle")));
      }
      case "ChangeMessageVisibilityBatch" -> {
        return eachOf(input, entry -> hide(queue, entry));
      }
      case "ReceiveMessage" -> {
        return receive(queue, input);
      }
      case "GetQueueAttributes" -> {
        return Json.object("Attributes", SqsAttributes.of(name, queue));
      }
      case "ListQueueTags" -> {
        return Json.object();
      }
      default -> throw SqsError.refusal("InvalidAction", "not played here: " + operation);
    }
    return Json.object();
  }

  private SimulatedQueue queue(String name) {
    return switch (name) {
      case NAME -> amazon.queue();
      case DEAD_LETTERS -> amazon.queue().deadLetters().orElseThrow();
      default -> throw SqsError.noSuchQueue();
    };
  }

  private static void hide(SimulatedQueue queue, JsonInput input) {
    queue.changeVisibility(
        input.requiredText("ReceiptHandle"),
        Duration.ofSeconds(input.number("VisibilityTimeout").orElse(0)));
  }

  private static Map<String, Object> eachOf(JsonInput input, Consumer<JsonInput> action) {
    List<Map<String, Object>> done = new ArrayList<>();
    for (JsonInput entry : input.objects("Entries")) {
      String id = entry.requiredText("Id");
      action.accept(entry);
      done.add(Json.object("Id", id));
    }
    return Json.object("Successful", done, "Failed", List.of());
  }

  /** Waits in real time, and looks again and again: simulated time may be moved meanwhile. */
  private static Map<String, Object> receive(SimulatedQueue queue, JsonInput input) {
    int most = input.number("MaxNumberOfMessages").orElse(1);
    Duration visibility =
        Duration.ofSeconds(input.number("VisibilityTimeout").orElse(VISIBILITY_SECONDS));
    int wait = input.number("WaitTimeSeconds").orElse(0);
    if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
      throw new IllegalArgumentException("WaitTimeSeconds has to be 0 to 20");
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    List<SimulatedQueue.Message> received = queue.receive(most, visibility);
    while (received.isEmpty()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      Pause.of(BETWEEN_LOOKS);
      received = queue.receive(most, visibility);
    }
    return received.isEmpty()
        ? Json.object()
        : Json.object("Messages", received.stream().map(SqsFace::shown).toList());
  }

  private static Map<String, Object> shown(SimulatedQueue.Message message) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("SentTimestamp", String.valueOf(message.sentAt().toEpochMilli()));
    attributes.put("ApproximateReceiveCount", String.valueOf(message.receiveCount()));
    return Json.object(
        "MessageId", message.messageId(),
        "ReceiptHandle", message.receiptHandle(),
        "MD5OfBody", SqsAttributes.md5(message.body()),
        "Body", message.body(),
        "Attributes", attributes);
  }
}
