// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** SQS, as far as one queue is read and described. */
public final class FakeSqs implements AwsService {

  private static final long LONG_POLL = 200;

  private static final class Message {
    final String body;
    final String receipt;
    boolean visible = true;

    Message(String body, int number) {
      this.body = body;
      this.receipt = "receipt-" + number;
    }
  }

  private final FakeAws aws;
  private final String arn;
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, String> attributes = new TreeMap<>();
  private int sent;
  private int deleted;

  /**
   * @param aws whose lock is let go while somebody waits for a message
   * @param arn of the queue
   */
  public FakeSqs(FakeAws aws, String arn) {
    this.aws = aws;
    this.arn = arn;
  }

  /** Puts a message into it. */
  public void send(String body) {
    synchronized (aws) {
      sent++;
      messages.add(new Message(body, sent));
      aws.notifyAll();
    }
  }

  /** The time for which received messages are not shown has passed. */
  public void showAgain() {
    synchronized (aws) {
      messages.forEach(message -> message.visible = true);
      aws.notifyAll();
    }
  }

  /** What was sent and not taken away. */
  public List<String> left() {
    synchronized (aws) {
      return messages.stream().map(message -> message.body).toList();
    }
  }

  /** Returns when it has come to that. */
  public void await(Predicate<FakeSqs> state) {
    synchronized (aws) {
      long end = System.nanoTime() + 20_000_000_000L;
      while (!state.test(this)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("it does not come to that");
        }
        waitFor(LONG_POLL);
      }
    }
  }

  /** How many were taken away. */
  public int deleted() {
    return deleted;
  }

  /** How many are received, and neither taken away nor shown again. */
  public long received() {
    return messages.stream().filter(message -> !message.visible).count();
  }

  /** What is known of it besides its messages. */
  public Map<String, String> attributes() {
    return attributes;
  }

  @Override
  public AwsReply answer(AwsRequest request) {
    if (!"application/x-amz-json-1.0".equals(request.headers().get("content-type"))) {
      throw AwsError.of("InvalidAction", "not the dialect of SQS");
    }
    Map<String, Object> input = request.json();
    if (request.operation().equals("GetQueueUrl")) {
      if (!part(5).equals(input.get("QueueName"))) {
        throw AwsError.of("com.amazonaws.sqs#QueueDoesNotExist", "no such queue");
      }
      return AwsReply.json(Map.of("QueueUrl", url()));
    }
    if (!url().equals(input.get("QueueUrl"))) {
      throw AwsError.of("com.amazonaws.sqs#QueueDoesNotExist", "no such queue");
    }
    return AwsReply.json(answer(request.operation(), input));
  }

  private String url() {
    return "https://sqs.example/" + part(4) + "/" + part(5);
  }

  private String part(int number) {
    return arn.split(":", -1)[number];
  }

  private Map<String, ?> answer(String operation, Map<String, Object> input) {
    return switch (operation) {
      case "ReceiveMessage" -> receive();
      case "DeleteMessage" -> {
        messages.removeIf(message -> message.receipt.equals(input.get("ReceiptHandle")));
        deleted++;
        aws.notifyAll();
        yield Map.of();
      }
      case "GetQueueAttributes" -> {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put("QueueArn", arn);
        yield Map.of("Attributes", all);
      }
      case "SetQueueAttributes" -> {
        ((Map<?, ?>) input.get("Attributes"))
            .forEach((name, value) -> attributes.put((String) name, (String) value));
        attributes.values().removeIf(String::isEmpty);
        yield Map.of();
      }
      default -> throw AwsError.of("InvalidAction", operation);
    };
  }

  private Map<String, ?> receive() {
    Optional<Message> next = next();
    if (next.isEmpty()) {
      waitFor(LONG_POLL);
      next = next();
    }
    if (next.isEmpty()) {
      return Map.of();
    }
    next.get().visible = false;
    aws.notifyAll();
    return Map.of(
        "Messages", List.of(Map.of("Body", next.get().body, "ReceiptHandle", next.get().receipt)));
  }

  private Optional<Message> next() {
    return messages.stream().filter(message -> message.visible).findFirst();
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
