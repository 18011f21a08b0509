// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is to be woken when: at the planned moment, and each hour besides, since what the plan was
 * made from may have changed meanwhile. So nobody is ever due later than in an hour; if one seems
 * to be, the clock was set back, and he is due now. Not thread-safe.
 */
final class Plans {

  static final Duration SWEEP = Duration.ofHours(1);

  /** Due whatever the clock is set to. */
  private static final long OVERDUE = Long.MIN_VALUE;

  private final DueHeap heap = new DueHeap();

  /** The latest time since which nobody looked whether the clock was set back. */
  private long latest = Long.MIN_VALUE;

  /** Returns whether that changes when somebody will be due next. */
  boolean arm(String app, Instant wakeAt, Instant now) {
    long soonest = heap.soonest();
    latest = Math.max(latest, now.toEpochMilli());
    heap.put(app, next(wakeAt, now));
    return heap.soonest() != soonest;
  }

  private static long next(Instant wakeAt, Instant now) {
    if (!wakeAt.isAfter(now)) {
      return OVERDUE;
    }
    Instant sweep = now.plus(SWEEP);
    return wakeAt.isBefore(sweep)
        ? wakeAt.plusNanos(999_999).toEpochMilli() // never too early
        : sweep.toEpochMilli();
  }

  void disarm(String app) {
    heap.remove(app);
  }

  boolean isArmed(String app) {
    return heap.contains(app);
  }

  /** Who is due, sorted; their planned moments are used up. */
  List<String> takeDue(Instant now) {
    long time = now.toEpochMilli();
    long sweep = now.plus(SWEEP).toEpochMilli();
    List<String> due = new ArrayList<>();
    if (time < latest) {
      due.addAll(heap.after(sweep));
      due.forEach(app -> heap.put(app, sweep));
    }
    latest = time;
    while (heap.soonest() <= time) {
      due.add(heap.first());
      heap.put(heap.first(), sweep);
    }
    due.sort(null);
    return due;
  }

  /** How long nobody will be due; at least nothing, and at most the longest given. */
  Duration idle(Instant now, Duration longest) {
    if (heap.soonest() <= now.toEpochMilli()) {
      return Duration.ZERO;
    }
    if (heap.soonest() >= now.plus(longest).toEpochMilli()) {
      return longest;
    }
    return Duration.between(now, Instant.ofEpochMilli(heap.soonest()));
  }
}
