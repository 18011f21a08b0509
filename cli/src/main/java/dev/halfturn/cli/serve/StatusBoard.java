// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How all applications stand, as it was read from the store a moment ago. Whoever asks while it is
 * being read gets what was read before: a slow store keeps one reader waiting, not all.
 * Thread-safe.
 */
public final class StatusBoard {

  /**
   * What was read.
   *
   * @param at when, UTC
   * @param store the store's name; empty while it is not open
   * @param apps those that can be read, by name
   * @param unreadable the others, and why
   * @param storeProblem why the store cannot be read at all; the rest is then what was read before
   */
  public record View(
      Instant at,
      Optional<String> store,
      List<AppStatus> apps,
      SortedMap<String, String> unreadable,
      Optional<String> storeProblem) {

    public View {
      apps = List.copyOf(apps);
      unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
    }

    /** Whether the store was ever read. */
    public boolean isRead() {
      return store.isPresent() && !at.equals(Instant.EPOCH);
    }

    private View withProblem(String problem) {
      return new View(at, store, apps, unreadable, Optional.of(problem));
    }
  }

  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile View view;
  private volatile Instant triedAt = Instant.EPOCH;
  private volatile Optional<Halfturn> halfturn = Optional.empty();

  public StatusBoard(InstantSource clock) {
    this.clock = clock;
    this.view = unread(Optional.empty());
  }

  /** The store is open. */
  public void open(Halfturn opened) {
    halfturn = Optional.of(opened);
    view = unread(Optional.of(opened.secrets().storeName()));
  }

  /** The store cannot be opened for now. */
  public void unreachable(String problem) {
    view = view.withProblem(problem);
  }

  /** Nothing is read any more. */
  public void close() {
    halfturn = Optional.empty();
  }

  /** How they stand, read no longer ago than this if the store allows. */
  public View view(Duration maxAge) {
    Optional<Halfturn> source = halfturn;
    Instant now = clock.instant();
    boolean isFresh =
        isWithin(maxAge, view.at(), now)
            || (view.storeProblem().isPresent() && isWithin(maxAge, triedAt, now));
    if (source.isEmpty() || isFresh || !reading.tryLock()) {
      return view;
    }
    triedAt = now;
    try {
      view = read(source.get());
    } catch (HalfturnException e) {
      view = view.withProblem(e.getMessage());
    } finally {
      reading.unlock();
    }
    return view;
  }

  private static boolean isWithin(Duration maxAge, Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(maxAge) < 0;
  }

  private static View unread(Optional<String> store) {
    return new View(Instant.EPOCH, store, List.of(), new TreeMap<>(), Optional.empty());
  }

  private View read(Halfturn source) {
    Instant now = clock.instant();
    List<AppStatus> apps = new ArrayList<>();
    SortedMap<String, String> unreadable = new TreeMap<>();
    for (String name : source.applications().names()) {
      try {
        apps.add(AppStatus.read(source, name, now));
      } catch (HalfturnException e) {
        unreadable.put(name, e.getMessage());
      }
    }
    return new View(
        now, Optional.of(source.secrets().storeName()), apps, unreadable, Optional.empty());
  }
}
