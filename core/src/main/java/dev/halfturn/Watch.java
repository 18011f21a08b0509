// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all applications whenever the scheduler says so. Reads what is stored each time, so
 * that a wake-up may come early, late, twice or from somebody else.
 */
final class Watch {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);
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

  /**
   * Begins with every application at once; before that, nothing is planned. An application that the
   * scheduler does not take is tried again when the applications are listed next.
   */
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
        WakePlan before = plans.put(app, next); // first: it may wake at once
        try {
          scheduler.arm(app, next);
        } catch (RuntimeException e) {
          restore(app, before);
          throw e;
        }
      }
    }
  }

  /** What the scheduler did not take is not planned. */
  private void restore(String app, WakePlan before) {
    if (before == null) {
      plans.remove(app);
    } else {
      plans.put(app, before);
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
    synchronized (arming) {
      toLookAt.remove(app);
    }
    try {
      listener.begins(app);
      look(app, tracker, rotator);
      automatic.ifPresent(rotation -> listener.requested(app, rotation.goOn(app)));
      listener.ends(app);
    } catch (RuntimeException e) {
      guarded(app + ": who listens to the watching", () -> listener.fails(app, e));
      throw e;
    }
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
    guarded("who listens to the watching", () -> listener.listed(List.copyOf(names)));
    Set<String> listed = Set.copyOf(names);
    for (String gone : Set.copyOf(plans.keySet())) {
      if (!listed.contains(gone)) {
        plans.remove(gone);
        synchronized (arming) {
          toLookAt.remove(gone);
        }
        guarded(gone + ": the scheduler", () -> scheduler.disarm(gone));
      }
    }
    names.stream()
        .filter(name -> !plans.containsKey(name))
        .forEach(name -> guarded(name + ": the scheduler", () -> lookNow(name)));
  }

  /** What fails for one application is no reason to leave out those behind it. */
  private static void guarded(String who, Runnable call) {
    try {
      call.run();
    } catch (HalfturnException e) {
      log.warn("{} failed, {}: {}", who, e.reason(), e.getMessage());
    } catch (RuntimeException e) {
      log.warn("{} failed with {}", who, e.getClass().getName()); // its text may quote anything
    }
  }
}
