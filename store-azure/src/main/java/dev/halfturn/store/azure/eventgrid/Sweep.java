// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom this process wakes by itself: those that are due already, for whom no message need be sent,
 * and everybody each hour, since a message may be lost. Thread-safe.
 */
final class Sweep {

  private static final Duration INTERVAL = Duration.ofHours(1);

  /** When each application is woken next; absent for those that are not armed. */
  private final Map<String, Instant> next = new TreeMap<>();

  synchronized void arm(String app, boolean due, Instant now) {
    next.put(app, due ? Instant.MIN : now.plus(INTERVAL));
  }

  synchronized void disarm(String app) {
    next.remove(app);
  }

  synchronized boolean isArmed(String app) {
    return next.containsKey(app);
  }

  /** Who is due; each of them is due again in an hour. Of a clock set back everybody is. */
  synchronized List<String> takeDue(Instant now) {
    Instant later = now.plus(INTERVAL);
    List<String> due =
        next.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now) || entry.getValue().isAfter(later))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(app -> next.put(app, later));
    return due;
  }
}
