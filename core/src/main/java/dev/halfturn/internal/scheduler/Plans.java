// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is to be woken when: at the planned moment, and each hour besides, since what the plan was
 * made from may have changed meanwhile. Not thread-safe.
 */
final class Plans {

  static final Duration SWEEP = Duration.ofHours(1);

  /** A moment planned and not yet used up, and the moment the hour is counted from. */
  private record Plan(Optional<Instant> wakeAt, Instant since) {

    boolean isDue(Instant now) {
      boolean clockWentBack = since.isAfter(now);
      return clockWentBack || !next().isAfter(now);
    }

    Instant next() {
      Instant sweep = since.plus(SWEEP);
      return wakeAt.filter(sweep::isAfter).orElse(sweep);
    }
  }

  private final Map<String, Plan> plans = new TreeMap<>();

  void arm(String app, Instant wakeAt, Instant now) {
    plans.put(app, new Plan(Optional.of(wakeAt), now));
  }

  void disarm(String app) {
    plans.remove(app);
  }

  boolean isArmed(String app) {
    return plans.containsKey(app);
  }

  /** Who is due, sorted; their planned moments are used up. */
  List<String> takeDue(Instant now) {
    List<String> due = new ArrayList<>();
    plans.replaceAll(
        (app, plan) -> {
          if (!plan.isDue(now)) {
            return plan;
          }
          due.add(app);
          return new Plan(Optional.empty(), now);
        });
    return due;
  }

  /** How long nobody will be due; at least nothing, and at most the longest given. */
  Duration idle(Instant now, Duration longest) {
    Duration idle = longest;
    for (Plan plan : plans.values()) {
      Duration untilNext = Duration.between(now, plan.next());
      idle = untilNext.compareTo(idle) < 0 ? untilNext : idle;
    }
    return idle.isNegative() ? Duration.ZERO : idle;
  }
}
