// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The queue that Amazon's notifications go to: a standard SQS queue. Messages are delivered at
 * least once and in any order, are hidden for a while when received, and are forgotten after the
 * retention time. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html">Standard
 *     queues</a>
 */
public final class SimulatedQueue {

  /**
   * A received message; {@link #toString()} leaves the body out.
   *
   * @param receiptHandle good for {@link #delete} until the message is received again
   * @param body JSON; may hold a client secret
   * @param sentAt when it came into the queue, or into the queue before this one
   * @param receiveCount how often it was received, this time included
   */
  public record Message(
      String messageId, String receiptHandle, String body, Instant sentAt, int receiveCount) {
    @Override
    public String toString() {
      return "message " + messageId + ", received " + receiveCount + " times";
    }
  }

  private static final class Entry {
    private final String messageId;
    private final String body;
    private final Instant sentAt;
    private Instant visibleAt;
    private String receiptHandle = "";
    private int receiveCount;

    Entry(String messageId, String body, Instant sentAt, Instant visibleAt) {
      this.messageId = messageId;
      this.body = body;
      this.sentAt = sentAt;
      this.visibleAt = visibleAt;
    }
  }

  /** As often as SQS lets a message be received at most before it goes to the dead letters. */
  private static final int MAX_RECEIVES = 1000;

  private static final int MAX_RECEIVE = 10;
  private static final Duration MAX_VISIBILITY = Duration.ofHours(12);
  private static final Duration MAX_RETENTION = Duration.ofDays(14);

  private final Amazon amazon;
  private final Random random;
  private final List<Entry> entries = new ArrayList<>();
  private final Optional<SimulatedQueue> deadLetters;
  private int maxReceiveCount = MAX_RECEIVES;
  private Duration retention = MAX_RETENTION;
  private Duration deliveryDelay = Duration.ZERO;
  private boolean inOrder;
  private boolean snsEnvelope;
  private int toLose;
  private int toDuplicate;
  private int toSurviveDelete;

  private SimulatedQueue(Amazon amazon, Random random, Optional<SimulatedQueue> deadLetters) {
    this.amazon = amazon;
    this.random = random;
    this.deadLetters = deadLetters;
  }

  /** One with a queue for its dead letters. */
  SimulatedQueue(Amazon amazon, Random random) {
    this(amazon, random, Optional.of(new SimulatedQueue(amazon, random, Optional.empty())));
  }

  /**
   * Takes messages and hides them.
   *
   * @param max 1 to 10
   * @param visibility how long they stay hidden, in simulated time: at most 12 hours
   * @throws IllegalArgumentException outside these limits
   */
  public List<Message> receive(int max, Duration visibility) {
    if (max < 1 || max > MAX_RECEIVE) {
      throw new IllegalArgumentException("a queue hands out 1 to 10 messages at a time");
    }
    checkVisibility(visibility);
    synchronized (amazon) {
      tidy();
      Instant now = amazon.now();
      List<Entry> visible = new ArrayList<>();
      entries.stream().filter(entry -> !entry.visibleAt.isAfter(now)).forEach(visible::add);
      if (!inOrder) {
        Collections.shuffle(visible, random);
      }
      List<Message> received = new ArrayList<>();
      for (Entry entry : visible.subList(0, Math.min(max, visible.size()))) {
        entry.receiveCount++;
        entry.visibleAt = now.plus(visibility);
        entry.receiptHandle = amazon.randomUuid();
        received.add(
            new Message(
                entry.messageId,
                entry.receiptHandle,
                entry.body,
                entry.sentAt,
                entry.receiveCount));
      }
      return received;
    }
  }

  /**
   * Deletes a message. With a handle that is not the newest one it does nothing and says nothing.
   */
  public void delete(String receiptHandle) {
    synchronized (amazon) {
      tidy();
      Optional<Entry> found = held(receiptHandle);
      if (found.isPresent() && toSurviveDelete > 0) {
        toSurviveDelete--;
      } else {
        found.ifPresent(entries::remove);
      }
    }
  }

  /**
   * Hides a received message for another while, counted from now; zero shows it at once.
   *
   * @throws IllegalArgumentException if longer than 12 hours
   */
  public void changeVisibility(String receiptHandle, Duration visibility) {
    checkVisibility(visibility);
    synchronized (amazon) {
      tidy();
      held(receiptHandle).ifPresent(entry -> entry.visibleAt = amazon.now().plus(visibility));
    }
  }

  /** Anybody whom the queue's policy lets in sends a message. */
  public void send(String body) {
    synchronized (amazon) {
      deposit(body, amazon.now());
    }
  }

  /** The number of messages in the queue, hidden ones included. */
  public int size() {
    synchronized (amazon) {
      tidy();
      return entries.size();
    }
  }

  /** Messages come in the order they were sent. By default the order is random. */
  public void inOrder(boolean ordered) {
    synchronized (amazon) {
      inOrder = ordered;
    }
  }

  /** Messages sent from now on come wrapped as an SNS topic does it. */
  public void snsEnvelope(boolean wrapped) {
    synchronized (amazon) {
      snsEnvelope = wrapped;
    }
  }

  /** Messages sent from now on become visible after this simulated time. */
  public void deliveryDelay(Duration delay) {
    synchronized (amazon) {
      deliveryDelay = delay;
    }
  }

  /** The next messages never arrive. */
  public void loseNext(int messages) {
    synchronized (amazon) {
      toLose = messages;
    }
  }

  /** The next messages arrive twice, under the same id. */
  public void duplicateNext(int messages) {
    synchronized (amazon) {
      toDuplicate = messages;
    }
  }

  /** The next deletes succeed, yet the message comes back when it is visible again. */
  public void surviveNextDeletes(int deletes) {
    synchronized (amazon) {
      toSurviveDelete = deletes;
    }
  }

  /**
   * How long messages are kept after they were sent.
   *
   * @throws IllegalArgumentException unless between one minute and 14 days
   */
  public void retention(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(MAX_RETENTION) > 0) {
      throw new IllegalArgumentException("a queue keeps messages for one minute to 14 days");
    }
    synchronized (amazon) {
      retention = time;
    }
  }

  /**
   * Messages that were received so often go to the dead-letter queue instead of being received once
   * more: after a thousand times unless said otherwise. Their age counts on.
   *
   * @return the dead-letter queue
   */
  public SimulatedQueue redriveAfter(int receives) {
    synchronized (amazon) {
      maxReceiveCount = receives;
      return deadLetters.orElseThrow();
    }
  }

  /** Where messages go that were received too often; empty for such a queue itself. */
  Optional<SimulatedQueue> deadLetters() {
    return deadLetters;
  }

  int maxReceiveCount() {
    synchronized (amazon) {
      return maxReceiveCount;
    }
  }

  Duration retention() {
    synchronized (amazon) {
      return retention;
    }
  }

  /** How many of the messages cannot be received now. */
  int hidden() {
    synchronized (amazon) {
      tidy();
      return (int) entries.stream().filter(entry -> entry.visibleAt.isAfter(amazon.now())).count();
    }
  }

  /** Whether a text is in a message of the queue or of its dead-letter queue, hidden or not. */
  boolean holds(String text) {
    synchronized (amazon) {
      tidy();
      return entries.stream().anyMatch(entry -> entry.body.contains(text))
          || deadLetters.map(queue -> queue.holds(text)).orElse(false);
    }
  }

  void deposit(String message, Instant at) {
    if (toLose > 0) {
      toLose--;
      return;
    }
    String id = amazon.randomUuid();
    String body =
        snsEnvelope ? Notifications.inSnsEnvelope(message, amazon.randomUuid(), at) : message;
    int copies = toDuplicate > 0 ? 2 : 1;
    toDuplicate -= copies - 1;
    for (int i = 0; i < copies; i++) {
      entries.add(new Entry(id, body, at, at.plus(deliveryDelay)));
    }
  }

  private void tidy() {
    amazon.catchUp();
    Instant now = amazon.now();
    entries.removeIf(entry -> !now.isBefore(entry.sentAt.plus(retention)));
    for (Entry entry : List.copyOf(entries)) {
      if (deadLetters.isPresent()
          && entry.receiveCount >= maxReceiveCount
          && !entry.visibleAt.isAfter(now)) {
        entries.remove(entry);
        deadLetters
            .orElseThrow()
            .entries
            .add(new Entry(entry.messageId, entry.body, entry.sentAt, now));
      }
    }
  }

  private Optional<Entry> held(String receiptHandle) {
    return entries.stream()
        .filter(entry -> !receiptHandle.isEmpty() && entry.receiptHandle.equals(receiptHandle))
        .findFirst();
  }

  private static void checkVisibility(Duration visibility) {
    if (visibility.isNegative() || visibility.compareTo(MAX_VISIBILITY) > 0) {
      throw new IllegalArgumentException("messages are hidden for at most 12 hours");
    }
  }
}
