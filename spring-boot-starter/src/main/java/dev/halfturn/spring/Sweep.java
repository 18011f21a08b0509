// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Since when the watching has left out no application: the time at which the one looked at longest
 * ago was looked at. Thread-safe.
 */
final class Sweep {

  private final Supplier<Instant> clock;
  private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();
  private final List<Consumer<Instant>> readers = new CopyOnWriteArrayList<>();
  private volatile List<String> applications = List.of();

  Sweep(Supplier<Instant> clock) {
    this.clock = clock;
  }

  void onSweep(Consumer<Instant> reader) {
    readers.add(reader);
    lastAt().ifPresent(reader);
  }

  void listed(List<String> names) {
    applications = List.copyOf(names);
    lookedAt.keySet().retainAll(names);
    if (names.isEmpty()) {
      readers.forEach(reader -> reader.accept(clock.get()));
    }
  }

  void ends(String app) {
    lookedAt.put(app, clock.get());
    lastAt().ifPresent(at -> readers.forEach(reader -> reader.accept(at)));
  }

  private Optional<Instant> lastAt() {
    Collection<String> all = applications;
    return lookedAt.keySet().containsAll(all)
        ? lookedAt.values().stream().min(Instant::compareTo)
        : Optional.empty();
  }
}
