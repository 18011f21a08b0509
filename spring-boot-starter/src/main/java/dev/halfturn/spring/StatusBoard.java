// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How all applications stood when they were read from the store last. Whoever asks gets that at
 * once: a probe that waits for a store fails when the store is slow. Thread-safe.
 */
final class StatusBoard {

  /**
   * What was read.
   *
   * @param at when the store was read last, UTC; empty if it never was
   * @param apps those that can be read, by name
   * @param unreadable the others, and why
   * @param problem why the store cannot be read; the rest is then what was read before
   */
  record View(
      Optional<Instant> at,
      List<RotationStatus> apps,
      SortedMap<String, String> unreadable,
      Optional<HalfturnException> problem) {

    View {
      apps = List.copyOf(apps);
      unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
    }

    private View with(HalfturnException failure) {
      return new View(at, apps, unreadable, Optional.of(failure));
    }
  }

  private final Supplier<Halfturn> halfturn;
  private final InstantSource clock;
  private final List<Consumer<View>> readers = new CopyOnWriteArrayList<>();
  private volatile View view =
      new View(Optional.empty(), List.of(), new TreeMap<>(), Optional.empty());

  /**
   * @param halfturn asked for when it is needed first: what opens it may depend on this
   */
  StatusBoard(Supplier<Halfturn> halfturn, InstantSource clock) {
    this.halfturn = Objects.requireNonNull(halfturn);
    this.clock = Objects.requireNonNull(clock);
  }

  /** Who is given each new view, and the present one at once. */
  void onView(Consumer<View> reader) {
    readers.add(reader);
    reader.accept(view);
  }

  View view() {
    return view;
  }

  Instant now() {
    return clock.instant();
  }

  /** Reads the store. What fails is on the board afterwards. */
  synchronized void refresh() {
    try {
      view = read(halfturn.get());
    } catch (HalfturnException e) {
      view = view.with(e);
    }
    readers.forEach(reader -> reader.accept(view));
  }

  private View read(Halfturn source) {
    List<RotationStatus> apps = new ArrayList<>();
    SortedMap<String, String> unreadable = new TreeMap<>();
    Optional<HalfturnException> outage = Optional.empty();
    for (String name : source.applications().names()) {
      try {
        apps.add(source.tracker().status(name));
      } catch (HalfturnException e) {
        unreadable.put(name, e.getMessage());
        outage = e.code().retryable() ? Optional.of(e) : outage;
      }
    }
    if (apps.isEmpty() && outage.isPresent()) {
      throw outage.get(); // one application out of reach may be its own fault, all are the store's
    }
    return new View(Optional.of(clock.instant()), apps, unreadable, Optional.empty());
  }
}
