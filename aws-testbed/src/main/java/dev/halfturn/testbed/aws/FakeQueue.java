// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One queue of {@link FakeQueues}, at the moments its service tells it. */
public final class FakeQueue {

  private static final class Entry {
    final String id;
    final String body;
    final Instant sentAt;
    final List<String> receipts = new ArrayList<>();
    Instant visibleAt;

    Entry(String id, String body, Instant sentAt) {
      this.id = id;
      this.body = body;
      this.sentAt = sentAt;
      this.visibleAt = sentAt;
    }

    boolean has(String receipt) {
      return !receipts.isEmpty() && receipts.get(receipts.size() - 1).equals(receipt);
    }
  }

  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

  private final FakeQueues service;
  private final String name;
  private final Map<String, String> attributes = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int toSurvive;
  private boolean damaging;

  FakeQueue(FakeQueues service, String name) {
    this.service = service;
    this.name = name;
    attributes.put("MessageRetentionPeriod", "345600");
    attributes.put("VisibilityTimeout", "30");
  }

  public String url() {
    return service.url(name);
  }

  public String arn() {
    return service.arn(name);
  }

  /** What can be read of it and set, but for what is counted. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Its labels. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Puts a message into it; returns its id. */
  public String send(String body) {
    return service.locked(
        () -> {
          Entry entry = new Entry(service.nextId(), body, service.now());
          entries.add(entry);
          return entry.id;
        });
  }

  /** Puts the newest message into it once more, under its id. */
  public void duplicate() {
    service.locked(
        () -> {
          Entry newest = entries.get(entries.size() - 1);
          return entries.add(new Entry(newest.id, newest.body, newest.sentAt));
        });
  }

  /** The next deletions succeed, and the message comes back. */
  public void surviveNextDeletes(int number) {
    toSurvive = number;
  }

  /** From now on bodies are damaged on their way. */
  public void damage() {
    damaging = true;
  }

  /** The bodies that were sent and not deleted. */
  public List<String> left() {
    return service.locked(() -> entries.stream().map(entry -> entry.body).toList());
  }

  /** How long each of them is still hidden. */
  public List<Duration> hidden() {
    return service.locked(
        () ->
            entries.stream()
                .map(entry -> Duration.between(service.now(), entry.visibleAt))
                .toList());
  }

  Map<String, String> described() {
    Map<String, String> all = new TreeMap<>(attributes);
    long hidden = entries.stream().filter(entry -> entry.visibleAt.isAfter(service.now())).count();
    all.put("QueueArn", arn());
    all.put("ApproximateNumberOfMessages", String.valueOf(entries.size() - hidden));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(hidden));
    all.put("ApproximateNumberOfMessagesDelayed", "0");
    return all;
  }

  List<Map<String, Object>> receive(int most, Duration visibility) {
    List<Map<String, Object>> received = new ArrayList<>();
    Instant now = service.now();
    for (Entry entry : List.copyOf(entries)) {
      if (received.size() == most || entry.visibleAt.isAfter(now)) {
        continue;
      }
      Optional<FakeQueue> dead = service.deadLetters(this, entry.receipts.size());
      if (dead.isPresent()) {
        entries.remove(entry);
        dead.get().entries.add(new Entry(entry.id, entry.body, entry.sentAt));
        continue;
      }
      entry.receipts.add(service.nextId());
      entry.visibleAt = now.plus(visibility);
      received.add(shown(entry));
    }
    return received;
  }

  private Map<String, Object> shown(Entry entry) {
    return Map.of(
        "MessageId",
        entry.id,
        "ReceiptHandle",
        entry.receipts.get(entry.receipts.size() - 1),
        "Body",
        damaging ? entry.body.replace('a', 'b') : entry.body,
        "MD5OfBody",
        md5(entry.body),
        "Attributes",
        Map.of(
            "ApproximateReceiveCount",
            String.valueOf(entry.receipts.size()),
            "SentTimestamp",
            String.valueOf(entry.sentAt.toEpochMilli())));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a receipt that is not the newest one nothing happens, and nothing is said. */
  void delete(String receipt) {
    Optional<Entry> found = entries.stream().filter(entry -> entry.has(receipt)).findFirst();
    if (found.isPresent() && toSurvive > 0) {
      toSurvive--;
    } else {
      found.ifPresent(entries::remove);
    }
  }

  void hide(String receipt, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST_VISIBILITY) > 0) {
      throw AwsError.of("InvalidParameterValue", "more than twelve hours");
    }
    entries.stream()
        .filter(entry -> entry.has(receipt))
        .findFirst()
        .ifPresent(entry -> entry.visibleAt = service.now().plus(time));
  }
}
