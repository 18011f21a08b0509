// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who is to tell a rung, and whether it counts as told. */
final class Telling {

  /** After so many attempts that came to nothing the others are used as well. */
  private static final int PATIENCE = 3;

  private final RotationPolicy policy;
  private final RotationRecord record;
  private final SortedSet<String> all;

  Telling(RotationPolicy policy, RotationRecord record, SortedSet<String> notifiers) {
    this.policy = policy;
    this.record = record;
    this.all = notifiers;
  }

  /** Whether this notifier is to tell it now. */
  boolean isAddressed(String notifier, Rung rung) {
    Set<String> route = route(rung);
    return route.contains(notifier) || route.stream().anyMatch(name -> hasGivenUp(name, rung));
  }

  /** Whether it has reached those it has to reach. */
  boolean isTold(Rung rung) {
    Set<String> delivered = with(rung, Delivery.State.DELIVERED);
    return isLastWeek(rung)
        ? !all.isEmpty() && delivered.containsAll(all)
        : audience().isContentWith(delivered);
  }

  /** Whether it has not reached them although it was tried everywhere. */
  boolean isUndeliverable(Rung rung) {
    Set<String> failed = with(rung, Delivery.State.FAILED);
    if (failed.isEmpty() || isTold(rung)) {
      return false;
    }
    if (isLastWeek(rung)) {
      return true;
    }
    Set<String> hopeful = new TreeSet<>(all);
    hopeful.removeAll(failed);
    return !audience().isContentWith(hopeful);
  }

  /** When this began to be known, and why it failed last. */
  Optional<Delivery> lastFailure(Rung rung) {
    return all.stream()
        .flatMap(name -> record.notifier(name).delivery(rung).stream())
        .filter(delivery -> delivery.state() == Delivery.State.FAILED)
        .reduce((one, other) -> later(one, other));
  }

  private static Delivery later(Delivery one, Delivery other) {
    Instant at = other.at();
    return at.isAfter(one.at()) ? other : one;
  }

  private boolean hasGivenUp(String notifier, Rung rung) {
    return record
        .notifier(notifier)
        .delivery(rung)
        .filter(delivery -> delivery.state() == Delivery.State.FAILED)
        .map(delivery -> delivery.brokenForGood() || delivery.attempts() >= PATIENCE)
        .orElse(false);
  }

  private Set<String> route(Rung rung) {
    if (rung.kind() != Rung.Kind.DAY || isLastWeek(rung)) {
      return all;
    }
    Set<String> route = new TreeSet<>(audience().routeOn(rung.number(), all));
    route.retainAll(all);
    return route.isEmpty() ? all : route;
  }

  private Set<String> with(Rung rung, Delivery.State state) {
    Set<String> names = new TreeSet<>();
    for (String name : all) {
      if (record.notifier(name).delivery(rung).map(Delivery::state).equals(Optional.of(state))) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean isLastWeek(Rung rung) {
    return rung.kind() == Rung.Kind.EXPIRED
        || (rung.dayOfLife().isPresent() && rung.dayOfLife().getAsInt() >= policy.lastWeek())
        || rung.kind() == Rung.Kind.REPEAT;
  }

  private Audience audience() {
    return policy.reminders().audience();
  }
}
