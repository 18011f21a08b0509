// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** When people are told that somebody still uses the secret before the current one. */
final class OverlapLadder {

  /** Uses are noted once a day; who has not used it since longer than this has stopped. */
  private static final Duration STILL = Duration.ofHours(36);

  private final ReminderPolicy policy;
  private final Instant begun;
  private final Optional<Instant> end;

  OverlapLadder(ReminderPolicy policy, RotationRecord record) {
    this.policy = policy;
    this.begun = record.current().eventTime();
    this.end = record.previous().map(RetiredSecret::diesAt);
  }

  /** Who still uses it, and when last. */
  SortedMap<String, Instant> still(SortedMap<String, Instant> stragglers, Instant now) {
    SortedMap<String, Instant> still = new TreeMap<>();
    if (isOverlap(now)) {
      stragglers.forEach(
          (consumer, at) -> {
            if (at.isAfter(begun) && at.plus(STILL).isAfter(now)) {
              still.put(consumer, at);
            }
          });
    }
    return still;
  }

  /** The latest rung that is due, if somebody still uses the secret. */
  Optional<Rung> latestDue(SortedMap<String, Instant> stragglers, Instant now) {
    if (still(stragglers, now).isEmpty()) {
      return Optional.empty();
    }
    return policy.overlap().stream()
        .filter(day -> !at(day).isAfter(now))
        .reduce((earlier, later) -> later)
        .map(day -> new Rung(Rung.Kind.OVERLAP, day));
  }

  /** When the next one is due, if somebody uses the secret now. */
  Optional<Instant> next(SortedMap<String, Instant> stragglers, Instant now) {
    return still(stragglers, now).isEmpty()
        ? Optional.empty()
        : policy.overlap().stream().map(this::at).filter(at -> at.isAfter(now)).findFirst();
  }

  private boolean isOverlap(Instant now) {
    return end.map(now::isBefore).orElse(false);
  }

  private Instant at(int day) {
    return begun.plus(Duration.ofDays(day));
  }
}
