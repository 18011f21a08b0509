// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.IssuerMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lies in the queue of an {@link InMemorySecretIssuer}. Guarded by its own lock. */
final class InMemoryQueue {

  private static final class Entry {
    final String id;
    final IssuerMessage.Content content;
    final Instant sentAt;
    String queue = InMemorySecretIssuer.QUEUE;
    Instant visibleAt;
    String receipt = "";
    int receives;

    Entry(String id, IssuerMessage.Content content, Instant sentAt) {
      this.id = id;
      this.content = content;
      this.sentAt = sentAt;
      this.visibleAt = sentAt;
    }

    IssuerMessage message() {
      return new IssuerMessage(id, queue, receipt, receives, sentAt, content);
    }
  }

  private static final int AT_ONCE = 10;
  private static final Duration LONGEST = Duration.ofHours(12);

  private final InstantSource clock;
  private final List<Entry> entries = new ArrayList<>();
  private Duration visibility = Duration.ofMinutes(5);
  private int deadAfter = Integer.MAX_VALUE;
  private int toSurvive;
  private boolean held;
  private int sent;
  private int receipts;

  InMemoryQueue(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String send(IssuerMessage.Content content, int copies) {
    sent++;
    String id = "message-" + sent;
    for (int i = 0; i < copies; i++) {
      entries.add(new Entry(id, content, clock.instant()));
    }
    notifyAll();
    return id;
  }

  synchronized void visibility(Duration time) {
    visibility = time;
  }

  synchronized void deadAfter(int receives) {
    deadAfter = receives;
  }

  synchronized void surviveNext(int acknowledgements) {
    toSurvive = acknowledgements;
  }

  synchronized void hold(boolean whether) {
    held = whether;
    notifyAll();
  }

  synchronized List<IssuerMessage> receive() {
    List<IssuerMessage> received = new ArrayList<>();
    Instant now = clock.instant();
    for (Entry entry : entries) {
      if (!held && !entry.visibleAt.isAfter(now) && received.size() < AT_ONCE) {
        if (entry.receives >= deadAfter && entry.queue.equals(InMemorySecretIssuer.QUEUE)) {
          entry.queue = InMemorySecretIssuer.DEAD_LETTERS;
          entry.receives = 0;
        }
        receipts++;
        entry.receipt = "receipt-" + receipts;
        entry.receives++;
        entry.visibleAt = now.plus(visibility);
        received.add(entry.message());
      }
    }
    return received;
  }

  synchronized void remove(IssuerMessage message) {
    Optional<Entry> found = find(message);
    if (found.isPresent() && toSurvive > 0) {
      toSurvive--;
    } else {
      found.ifPresent(entries::remove);
    }
  }

  synchronized void postpone(IssuerMessage message, Duration time) {
    Duration shorter = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    find(message).ifPresent(entry -> entry.visibleAt = clock.instant().plus(shorter));
  }

  /** Of several copies the one of this receipt, else the one that came last. */
  private Optional<Entry> find(IssuerMessage message) {
    Optional<Entry> last = Optional.empty();
    for (Entry entry : entries) {
      if (entry.id.equals(message.id()) && entry.receives > 0) {
        if (entry.receipt.equals(message.receipt())) {
          return Optional.of(entry);
        }
        last = Optional.of(entry);
      }
    }
    return last;
  }

  synchronized List<IssuerMessage> left() {
    return entries.stream().map(Entry::message).toList();
  }
}
