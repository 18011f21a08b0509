// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom this process wakes by itself: those that are due already, for whom no alarm need be set, and
 * everybody each hour, since an alarm or a message may be lost. Not thread-safe.
 */
final class Sweep {

  static final Duration INTERVAL = Duration.ofHours(1);

  private final Map<String, Instant> next = new TreeMap<>();

  void arm(String app, boolean due, Instant now) {
    next.put(app, due ? Instant.MIN : now.plus(INTERVAL));
  }

  void disarm(String app) {
    next.remove(app);
  }

  /** Who is due; each of them is due again in an hour. Of a clock set back everybody is. */
  List<String> takeDue(Instant now) {
    Instant later = now.plus(INTERVAL);
    List<String> due = new ArrayList<>();
    next.forEach(
        (app, moment) -> {
          if (!moment.isAfter(now) || moment.isAfter(later)) {
            due.add(app);
          }
        });
    due.forEach(app -> next.put(app, later));
    return due;
  }
}
