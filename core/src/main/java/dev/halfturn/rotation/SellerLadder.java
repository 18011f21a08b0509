// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When people are told of sellers whose authorizations end. One notice a day names all of them,
 * however many there are.
 */
final class SellerLadder {

  private static final Duration DAY = Duration.ofDays(1);

  private final ReminderPolicy policy;
  private final SortedMap<String, Instant> ends;
  private final List<Instant> due;

  SellerLadder(ReminderPolicy policy, SortedMap<String, Instant> ends) {
    this.policy = policy;
    this.ends = ends;
    this.due =
        ends.values().stream().distinct().flatMap(end -> due(end).stream()).sorted().toList();
  }

  private Collection<Instant> due(Instant end) {
    List<Instant> moments = new ArrayList<>();
    for (int day : policy.sellers()) {
      moments.add(policy.calendar().lastReminderTime(end.minus(DAY.multipliedBy(day))));
    }
    return moments;
  }

  /** The latest rung that is due, while some authorization of which it tells has not ended. */
  Optional<Rung> latestDue(Instant now) {
    return soon(now).isEmpty()
        ? Optional.empty()
        : due.stream()
            .filter(at -> !at.isAfter(now))
            .max(Comparator.naturalOrder())
            .map(at -> new Rung(Rung.Kind.SELLERS, (int) (at.getEpochSecond() / DAY.toSeconds())));
  }

  /** When the next one is due. */
  Optional<Instant> next(Instant now) {
    return due.stream().filter(at -> at.isAfter(now)).findFirst();
  }

  /** Whose authorization ends within the ladder, or has ended within a week, by seller. */
  SortedMap<String, Instant> soon(Instant now) {
    SortedMap<String, Instant> soon = new TreeMap<>();
    if (policy.sellers().isEmpty()) {
      return soon;
    }
    Duration first = DAY.multipliedBy(policy.sellers().last());
    ends.forEach(
        (seller, end) -> {
          boolean tracked =
              !end.minus(first).minus(policy.calendar().earliest()).isAfter(now)
                  && end.plus(Duration.ofDays(7)).isAfter(now);
          if (tracked && due(end).stream().anyMatch(at -> !at.isAfter(now))) {
            soon.put(seller, end);
          }
        });
    return soon;
  }
}
