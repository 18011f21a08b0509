// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after all applications whenever the scheduler says so. Reads what is stored each time, so
 * that a wake-up may come early, late, twice or from somebody else.
 */
final class Watch {

  private static final Duration LISTING = Duration.ofHours(1);

  private final ExpiryScheduler scheduler;
  private final InstantSource clock;
  private final Applications applications;
  private final WatchListener listener;
  private final Map<String, WakePlan> plans = new ConcurrentHashMap<>();
  private final Set<String> toRepair = ConcurrentHashMap.newKeySet();
  private final Set<String> toLookAt = new HashSet<>();
  private final Object arming = new Object();
  private Optional<Instant> listedAt = Optional.empty();
  private volatile boolean started;

  Watch(
      ExpiryScheduler scheduler,
      InstantSource clock,
      Applications applications,
      WatchListener listener) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.applications = applications;
    this.listener = listener;
  }

  /** Begins with every application at once; before that, nothing is planned. */
  void start(RotationTracker tracker, Rotator rotator, Optional<AutomaticRotation> automatic) {
    List<String> names = applications.names(); // a store that fails must fail before the start
    scheduler.start(app -> wake(app, tracker, rotator, automatic));
    started = true;
    adopt(names);
  }

  /** Plans nothing more: what is under way must not ask a scheduler that is closed. */
  void stop() {
    synchronized (arming) {
      started = false;
    }
  }

  /**
   * Plans the next look at an application: at once, whatever the plan, if something has changed
   * since the last look began.
   */
  void arm(String app, WakePlan plan) {
    synchronized (arming) {
      if (started) {
        WakePlan next =
            toLookAt.contains(app) ? new WakePlan(clock.instant(), plan.expiresAt()) : plan;
        plans.put(app, next);
        scheduler.arm(app, next);
      }
    }
  }

  /** A reader works with a secret from the inbox, so the current one does not. */
  void repairNow(String app) {
    toRepair.add(app);
    lookNow(app);
  }

  /** Something about the application has changed. */
  void lookNow(String app) {
    synchronized (arming) {
      toLookAt.add(app);
      arm(app, new WakePlan(clock.instant(), Optional.empty()));
    }
  }

  private void wake(
      String app, RotationTracker tracker, Rotator rotator, Optional<AutomaticRotation> automatic) {
    listHourly();
    if (!plans.containsKey(app)) {
      return; // removed meanwhile
    }
    listener.begins(app);
    synchronized (arming) {
      toLookAt.remove(app);
    }
    try {
      look(app, tracker, rotator);
      automatic.ifPresent(rotation -> listener.requested(app, rotation.goOn(app)));
    } catch (RuntimeException e) {
      listener.fails(app, e);
      throw e;
    }
    listener.ends(app);
  }

  private void look(String app, RotationTracker tracker, Rotator rotator) {
    listener.reminded(app, tracker.remind(app));
    Instant began = clock.instant();
    boolean repair = toRepair.contains(app);
    RotationOutcome outcome = repair ? rotator.repair(app) : rotator.resume(app);
    if (repair) {
      toRepair.remove(app); // not before: what has failed is done by the next wake-up
    }
    listener.rotated(app, outcome, Duration.between(began, clock.instant()));
    WakePlan planned = plans.get(app);
    outcome
        .retryAt()
        .filter(retryAt -> retryAt.isBefore(planned.wakeAt()))
        .ifPresent(retryAt -> arm(app, new WakePlan(retryAt, planned.expiresAt())));
  }

  /** Others may have added or removed applications. */
  synchronized void listHourly() {
    boolean isFresh =
        listedAt
            .map(last -> Duration.between(last, clock.instant()).abs())
            .map(age -> age.compareTo(LISTING) < 0)
            .orElse(false);
    if (!isFresh) {
      adopt(applications.names());
    }
  }

  private synchronized void adopt(List<String> names) {
    listedAt = Optional.of(clock.instant());
    listener.listed(List.copyOf(names));
    Set<String> listed = Set.copyOf(names);
    for (String gone : Set.copyOf(plans.keySet())) {
      if (!listed.contains(gone)) {
        plans.remove(gone);
        synchronized (arming) {
          toLookAt.remove(gone);
        }
        scheduler.disarm(gone);
      }
    }
    names.stream().filter(name -> !plans.containsKey(name)).forEach(this::lookNow);
  }
}
