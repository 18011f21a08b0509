// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** SQS with any number of standard queues, as far as they are made, read and described. */
public final class FakeQueues implements AwsService {

  private static final long LONG_POLL = 200;
  private static final String MISSING = "com.amazonaws.sqs#QueueDoesNotExist";

  private final FakeAws aws;
  private final InstantSource clock;
  private final String region;
  private final String account;
  private final Map<String, FakeQueue> queues = new TreeMap<>();
  private int ids;

  /**
   * @param aws whose lock is let go while somebody waits for a message
   * @param clock in whose time messages are hidden
   * @param account to which all queues belong
   */
  public FakeQueues(FakeAws aws, InstantSource clock, String region, String account) {
    this.aws = aws;
    this.clock = clock;
    this.region = region;
    this.account = account;
  }

  /** A queue, which is made if there is none of that name. */
  public FakeQueue queue(String name) {
    return locked(() -> queues.computeIfAbsent(name, made -> new FakeQueue(this, made)));
  }

  /** The names of all of them. */
  public List<String> names() {
    return locked(() -> List.copyOf(queues.keySet()));
  }

  <T> T locked(Supplier<T> action) {
    synchronized (aws) {
      T result = action.get();
      aws.notifyAll();
      return result;
    }
  }

  Instant now() {
    return clock.instant();
  }

  String nextId() {
    ids++;
    return "00000000-0000-0000-0000-%012d".formatted(ids);
  }

  String url(String name) {
    return "https://sqs." + region + ".amazonaws.com/" + account + "/" + name;
  }

  String arn(String name) {
    return "arn:aws:sqs:" + region + ":" + account + ":" + name;
  }

  /** Where a message goes that has been received so often. */
  Optional<FakeQueue> deadLetters(FakeQueue queue, int receives) {
    String policy = queue.attributes().getOrDefault("RedrivePolicy", "");
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, Object> redrive = JSON.std.mapFrom(policy);
      boolean tooOften =
          receives >= Integer.parseInt(String.valueOf(redrive.get("maxReceiveCount")));
      return queues.values().stream()
          .filter(other -> tooOften && other.arn().equals(redrive.get("deadLetterTargetArn")))
          .findFirst();
    } catch (IOException e) {
      throw AwsError.of("InvalidAttributeValue", "no redrive policy");
    }
  }

  @Override
  public AwsReply answer(AwsRequest request) {
    if (!"application/x-amz-json-1.0".equals(request.headers().get("content-type"))) {
      throw AwsError.of("InvalidAction", "not the dialect of SQS");
    }
    Map<String, Object> input = request.json();
    return AwsReply.json(
        switch (request.operation()) {
          case "CreateQueue" -> create(input);
          case "GetQueueUrl" -> Map.of("QueueUrl", named((String) input.get("QueueName")).url());
          default -> answer(request.operation(), at(input), input);
        });
  }

  private Map<String, ?> create(Map<String, Object> input) {
    String name = (String) input.get("QueueName");
    if (queues.containsKey(name)) {
      throw AwsError.of("com.amazonaws.sqs#QueueNameExists", "there is one");
    }
    FakeQueue queue = queue(name);
    set(queue.attributes(), input.get("Attributes"));
    set(queue.tags(), input.get("tags"));
    return Map.of("QueueUrl", queue.url());
  }

  private static void set(Map<String, String> to, Object values) {
    if (values instanceof Map<?, ?> map) {
      map.forEach((key, value) -> to.put((String) key, (String) value));
    }
    to.values().removeIf(String::isEmpty);
  }

  private FakeQueue named(String name) {
    return Optional.ofNullable(queues.get(name))
        .orElseThrow(() -> AwsError.of(MISSING, "no such queue"));
  }

  private FakeQueue at(Map<String, Object> input) {
    return queues.values().stream()
        .filter(queue -> queue.url().equals(input.get("QueueUrl")))
        .findFirst()
        .orElseThrow(() -> AwsError.of(MISSING, "no such queue"));
  }

  private Map<String, ?> answer(String operation, FakeQueue queue, Map<String, Object> input) {
    switch (operation) {
      case "DeleteMessage" -> queue.delete((String) input.get("ReceiptHandle"));
      case "ChangeMessageVisibility" -> hide(queue, input);
      case "SetQueueAttributes" -> set(queue.attributes(), input.get("Attributes"));
      case "TagQueue" -> set(queue.tags(), input.get("Tags"));
      case "DeleteQueue" -> queues.values().remove(queue);
      case "SendMessage" -> {
        return Map.of("MessageId", queue.send((String) input.get("MessageBody")));
      }
      case "ReceiveMessage" -> {
        return Map.of("Messages", receive(queue, input));
      }
      case "ChangeMessageVisibilityBatch" -> {
        return hideAll(queue, (List<?>) input.get("Entries"));
      }
      case "GetQueueAttributes" -> {
        return Map.of("Attributes", queue.described());
      }
      case "ListQueueTags" -> {
        return queue.tags().isEmpty() ? Map.of() : Map.of("Tags", queue.tags());
      }
      default -> throw AwsError.of("InvalidAction", operation);
    }
    return Map.of();
  }

  private static void hide(FakeQueue queue, Map<?, ?> input) {
    queue.hide(
        (String) input.get("ReceiptHandle"),
        Duration.ofSeconds(((Number) input.get("VisibilityTimeout")).longValue()));
  }

  private static Map<String, ?> hideAll(FakeQueue queue, List<?> entries) {
    List<Map<String, Object>> done = new ArrayList<>();
    for (Object entry : entries) {
      hide(queue, (Map<?, ?>) entry);
      done.add(Map.of("Id", Objects.requireNonNull(((Map<?, ?>) entry).get("Id"))));
    }
    return Map.of("Successful", done, "Failed", List.of());
  }

  private List<Map<String, Object>> receive(FakeQueue queue, Map<String, Object> input) {
    int most = number(input, "MaxNumberOfMessages", 1);
    Duration visibility = Duration.ofSeconds(number(input, "VisibilityTimeout", 30));
    List<Map<String, Object>> received = queue.receive(most, visibility);
    if (received.isEmpty() && number(input, "WaitTimeSeconds", 0) > 0) {
      waitFor(LONG_POLL);
      received = queue.receive(most, visibility);
    }
    return received;
  }

  private static int number(Map<String, Object> input, String name, int otherwise) {
    return input.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  @SuppressWarnings("WaitNotInLoop") // a long poll may end early
  private void waitFor(long milliseconds) {
    try {
      aws.wait(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsError.of("ServiceUnavailable", "interrupted");
    }
  }
}
