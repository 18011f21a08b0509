// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve;

import dev.halfturn.WatchListener;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * When each application was looked at, and whether whatever looks is still alive. Thread-safe.
 *
 * <p>Life is measured by the time this process was awake, not by the calendar: one that was stopped
 * for days has not missed anything when it goes on, it is about to catch up.
 */
public final class Looks implements WatchListener {

  /** Each application is looked at hourly at the latest. */
  private static final Duration SILENCE = Duration.ofMinutes(75);

  /** Longer than a rotation with all its calls takes, each of them given up after half a minute. */
  private static final Duration ONE_LOOK = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private volatile List<String> applications = List.of();
  private volatile Optional<Instant> listedAt = Optional.empty();
  private volatile long lastSign;
  private volatile boolean looking;
  private volatile Optional<QueueState> queue = Optional.empty();

  /**
   * Whether the queue of new secrets can be read.
   *
   * @param unreadSince since when it cannot; empty if it can
   * @param why it cannot, in words
   */
  public record QueueState(Optional<Instant> unreadSince, Optional<String> why) {}

  /**
   * @param clock for what people are told
   * @param nanoTime goes on only while the process does
   */
  public Looks(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastSign = nanoTime.getAsLong();
  }

  @Override
  public void listed(List<String> names) {
    applications = names;
    lookedAt.keySet().retainAll(names);
    failures.keySet().retainAll(names);
    listedAt = Optional.of(clock.instant());
    if (names.isEmpty()) {
      sign(); // otherwise a list shows no more than that somebody asked for it
    }
  }

  @Override
  public void begins(String app) {
    looking = true;
    sign();
  }

  @Override
  public void ends(String app) {
    looking = false;
    failures.remove(app);
    lookedAt.put(app, clock.instant());
    sign();
  }

  @Override
  public void fails(String app, RuntimeException failure) {
    looking = false;
    failures.put(app, words(failure));
    sign();
  }

  @Override
  public void queueRead() {
    queue = Optional.of(new QueueState(Optional.empty(), Optional.empty()));
  }

  @Override
  public void queueFails(RuntimeException failure) {
    Instant since = queue.flatMap(QueueState::unreadSince).orElseGet(clock::instant);
    queue = Optional.of(new QueueState(Optional.of(since), Optional.of(words(failure))));
  }

  private static String words(RuntimeException failure) {
    return failure instanceof HalfturnException known
        ? known.getMessage()
        : failure.getClass().getName();
  }

  /** How it is with the queue of new secrets; empty if it was never tried, or there is none. */
  public Optional<QueueState> queue() {
    return queue;
  }

  /** The applications that are looked after. */
  public List<String> applications() {
    return applications;
  }

  /** Those whose last look failed, and why. */
  public SortedMap<String, String> failures() {
    return new TreeMap<>(failures);
  }

  /**
   * Since when no application was left out: the time at which the one looked at longest ago was
   * looked at. Empty until all were.
   */
  public Optional<Instant> lastSweepAt() {
    List<String> all = applications;
    if (all.isEmpty()) {
      return listedAt;
    }
    return lookedAt.keySet().containsAll(all)
        ? lookedAt.values().stream().min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** Whether it goes on, as far as can be seen. */
  public boolean isAlive() {
    Duration quiet = Duration.ofNanos(nanoTime.getAsLong() - lastSign);
    return quiet.compareTo(looking ? ONE_LOOK : SILENCE) < 0;
  }

  private void sign() {
    lastSign = nanoTime.getAsLong();
  }
}
