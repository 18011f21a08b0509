// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One queue as this plug-in uses it. Thread-safe. */
final class Queue {

  /** How long a received message is hidden. */
  static final Duration HIDDEN = Duration.ofMinutes(5);

  /** SQS hides for twelve hours from the receipt on, of which some minutes may have passed. */
  static final Duration LONGEST = Duration.ofHours(12).minus(HIDDEN.multipliedBy(2));

  private static final int AT_ONCE = 10;
  private static final int REMEMBERED = 10_000;

  private final QueueAddress address;
  private final Sqs sqs;
  private final InstantSource clock;

  /** By id; a message that comes again has a new one, and the old one does nothing. */
  private final Map<String, String> newestReceipts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  Queue(QueueAddress address, Sqs sqs, InstantSource clock) {
    this.address = address;
    this.sqs = sqs;
    this.clock = clock;
  }

  QueueAddress address() {
    return address;
  }

  /** Waits for messages, at most as long as SQS does. */
  List<IssuerMessage> receive(Duration wait) {
    Duration shorter = wait.compareTo(Sqs.LONGEST_WAIT) < 0 ? wait : Sqs.LONGEST_WAIT;
    List<IssuerMessage> received = new ArrayList<>();
    sqs.call(
            client ->
                client.receiveMessage(
                    request ->
                        request
                            .queueUrl(address.url().toString())
                            .maxNumberOfMessages(AT_ONCE)
                            .visibilityTimeout((int) HIDDEN.toSeconds())
                            .waitTimeSeconds((int) shorter.toSeconds())
                            .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP)
                            .overrideConfiguration(sqs.waiting(shorter))))
        .messages()
        .forEach(message -> received.add(Body.message(address, message, clock.instant())));
    remember(received);
    backOff(received.stream().filter(one -> one.content() instanceof Unreadable).toList());
    return received;
  }

  private synchronized void remember(List<IssuerMessage> received) {
    for (IssuerMessage message : received) {
      newestReceipts.remove(message.id()); // to be the youngest again
      newestReceipts.put(message.id(), message.receipt());
    }
  }

  private synchronized String newestReceipt(IssuerMessage message) {
    return newestReceipts.getOrDefault(message.id(), message.receipt());
  }

  /** What nobody can read comes back ever later, and does not stand before what is waited for. */
  private void backOff(List<IssuerMessage> unreadable) {
    if (unreadable.isEmpty()) {
      return;
    }
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (IssuerMessage message : unreadable) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id("m" + entries.size())
              .receiptHandle(message.receipt())
              .visibilityTimeout((int) pauseAfter(message.receives()).toSeconds())
              .build());
    }
    sqs.attempt(
        client ->
            client.changeMessageVisibilityBatch(
                request -> request.queueUrl(address.url().toString()).entries(entries)));
  }

  /** Five minutes, ten, twenty and so on. */
  static Duration pauseAfter(int receives) {
    Duration pause = HIDDEN.multipliedBy(1L << Math.min(receives - 1, 20));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  void delete(IssuerMessage message) {
    sqs.call(
        client ->
            client.deleteMessage(
                request ->
                    request
                        .queueUrl(address.url().toString())
                        .receiptHandle(newestReceipt(message))));
  }

  void hide(IssuerMessage message, Duration time) {
    Duration shorter = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    sqs.call(
        client ->
            client.changeMessageVisibility(
                request ->
                    request
                        .queueUrl(address.url().toString())
                        .receiptHandle(newestReceipt(message))
                        .visibilityTimeout((int) Math.max(0, shorter.toSeconds()))));
  }

  /** What SQS says of it; empty if there is no such queue. */
  Optional<QueueAttributes> attributes() {
    return sqs.call(
        client -> {
          try {
            return Optional.of(
                new QueueAttributes(
                    client
                        .getQueueAttributes(
                            request ->
                                request
                                    .queueUrl(address.url().toString())
                                    .attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings()));
          } catch (AwsServiceException e) {
            if (SqsFailure.isMissing(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }
}
