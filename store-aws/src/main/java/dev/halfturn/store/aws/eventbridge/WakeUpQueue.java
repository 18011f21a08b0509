// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The queue in which wake-ups lie. Thread-safe. */
final class WakeUpQueue {

  private static final String SERVICE = "SQS";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** Longer than a look takes, so that nobody else is woken by what is being done. */
  private static final Duration INVISIBLE = Duration.ofMinutes(5);

  /** A message, and by what it is taken away. */
  record Message(String text, String receipt) {}

  private final String owner;
  private final AwsCall aws;
  private final Arn queue;
  private final Duration wait;
  private Optional<String> url = Optional.empty();

  /**
   * @param timeout of a call; half of it is spent waiting for a message
   */
  WakeUpQueue(String owner, AwsCall aws, Arn queue, Duration timeout) {
    this.owner = owner;
    this.aws = aws;
    this.queue = queue;
    Duration half = timeout.dividedBy(2);
    this.wait = half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
  }

  /** Waits for a message; there may be none. */
  Optional<Message> receive() {
    try {
      Map<String, Object> answer =
          aws.read(
              "sqs",
              "AmazonSQS.ReceiveMessage",
              Map.of(
                  "QueueUrl",
                  url(),
                  "MaxNumberOfMessages",
                  1,
                  "VisibilityTimeout",
                  INVISIBLE.toSeconds(),
                  "WaitTimeSeconds",
                  wait.toSeconds()));
      return answer.get("Messages") instanceof List<?> messages
          ? messages.stream().findFirst().map(WakeUpQueue::message)
          : Optional.empty();
    } catch (SdkException e) {
      throw AwsFailure.of(owner, SERVICE, e);
    }
  }

  private static Message message(Object received) {
    Map<?, ?> members = (Map<?, ?>) received;
    return new Message(
        String.valueOf(members.get("Body")), String.valueOf(members.get("ReceiptHandle")));
  }

  /** Takes a message away; that it has gone already is no error. */
  void delete(Message message) {
    try {
      aws.read(
          "sqs",
          "AmazonSQS.DeleteMessage",
          Map.of("QueueUrl", url(), "ReceiptHandle", message.receipt()));
    } catch (SdkException e) {
      throw AwsFailure.of(owner, SERVICE, e);
    }
  }

  private synchronized String url() {
    if (url.isEmpty()) {
      url = Optional.of(url(aws, queue));
    }
    return url.orElseThrow();
  }

  /** Where a queue is; fails as the SDK does. */
  static String url(AwsCall aws, Arn queue) {
    Map<String, Object> answer =
        aws.read(
            "sqs",
            "AmazonSQS.GetQueueUrl",
            Map.of("QueueName", queue.resource(), "QueueOwnerAWSAccountId", queue.account()));
    return String.valueOf(answer.get("QueueUrl"));
  }
}
