// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.WakePlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link ExpiryScheduler}, as a test to extend: the subclass opens the scheduler. A
 * wake-up may be early, late or doubled, so the rules only wait for wake-ups that must come, and
 * only of plans that are due.
 *
 * <p>A new instance of the subclass runs each rule.
 */
public abstract class ExpirySchedulerContract {

  private final SettableClock settableClock = SettableClock.at("2026-03-01T12:00:00Z");
  private final List<ExpiryScheduler> opened = new ArrayList<>();

  /** A directory of this test alone, which the scheduler gets as its state directory. */
  @TempDir protected Path stateDirectory;

  /** Opens the scheduler. */
  protected abstract ExpiryScheduler open(PluginContext context);

  /** A {@link SettableClock}; override it if the time comes from a server. */
  protected InstantSource clock() {
    return settableClock;
  }

  /**
   * Called again and again while a rule waits for a wake-up: for schedulers that must be driven.
   * Does nothing.
   */
  protected void drive(ExpiryScheduler scheduler) {}

  /** How long a rule waits for a wake-up that must come; thirty seconds. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  private ExpiryScheduler scheduler() {
    ExpiryScheduler scheduler =
        open(new PluginContext("tested", clock(), new SecureRandom(), stateDirectory));
    opened.add(scheduler);
    return scheduler;
  }

  private WakePlan due() {
    return new WakePlan(clock().instant().minusSeconds(1), Optional.empty());
  }

  private WakePlan far() {
    return new WakePlan(
        clock().instant().plus(Duration.ofDays(90)),
        Optional.of(clock().instant().plus(Duration.ofDays(180))));
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(ExpiryScheduler::close);
  }

  @Test
  @DisplayName("an application armed before the start is woken")
  final void anApplicationArmedBeforeTheStartIsWoken() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.arm("erp", due());

    scheduler.start(wakeUps);

    wakeUps.await("erp");
  }

  @Test
  @DisplayName("an application armed after the start is woken")
  final void anApplicationArmedAfterTheStartIsWoken() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.start(wakeUps);

    scheduler.arm("erp", due());

    wakeUps.await("erp");
  }

  @Test
  @DisplayName("each of many applications is woken")
  final void eachOfManyApplicationsIsWoken() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.start(wakeUps);
    for (int i = 0; i < 50; i++) {
      scheduler.arm("app-" + i, due());
    }

    for (int i = 0; i < 50; i++) {
      wakeUps.await("app-" + i);
    }
  }

  @Test
  @DisplayName("an earlier plan takes the place of a later one")
  final void anEarlierPlanTakesThePlaceOfALaterOne() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.start(wakeUps);
    scheduler.arm("erp", far());

    scheduler.arm("erp", due());

    wakeUps.await("erp");
  }

  @Test
  @DisplayName("an application can be armed again during its own wake-up, and is woken again")
  final void anApplicationCanBeArmedDuringItsWakeUp() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    wakeUps.onFirst("erp", () -> scheduler.arm("erp", due()));
    scheduler.start(wakeUps);

    scheduler.arm("erp", due());

    wakeUps.await("erp");
    wakeUps.await("erp");
  }

  @Test
  @DisplayName("a wake-up that throws ends neither the scheduler nor the application's plans")
  final void aWakeUpThatThrowsEndsNothing() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    wakeUps.onFirst(
        "erp",
        () -> {
          throw new IllegalStateException("thrown on purpose by a listener");
        });
    scheduler.start(wakeUps);
    scheduler.arm("erp", due());
    wakeUps.await("erp");

    scheduler.arm("other", due());
    scheduler.arm("erp", due());

    wakeUps.await("other");
    wakeUps.await("erp");
  }

  @Test
  @DisplayName("one application is woken by one call at a time")
  final void oneApplicationIsWokenByOneCallAtATime() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    Gate second = new Gate(patience());
    AtomicBoolean isFirst = new AtomicBoolean(true);
    AtomicBoolean overlapped = new AtomicBoolean();
    scheduler.start(
        app -> {
          if (isFirst.getAndSet(false)) {
            scheduler.arm(app, due());
            overlapped.set(second.opensWithin(Duration.ofMillis(500)));
          } else {
            second.open();
          }
          wakeUps.accept(app);
        });

    scheduler.arm("erp", due());

    wakeUps.await("erp");
    wakeUps.await("erp");
    assertThat(overlapped).isFalse();
  }

  @Test
  @DisplayName("a disarmed application is not woken; disarming twice or the unknown is no error")
  final void aDisarmedApplicationIsNotWoken() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps wakeUps = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.arm("disarmed", due());
    scheduler.disarm("disarmed");
    scheduler.disarm("disarmed");
    scheduler.disarm("unknown");
    scheduler.arm("erp", due());

    scheduler.start(wakeUps);
    wakeUps.await("erp");
    scheduler.close();

    assertThat(wakeUps.count("disarmed")).isZero();
  }

  @Test
  @DisplayName("starting twice fails with FAILED_PRECONDITION and the first listener stays")
  final void startingTwiceFails() {
    ExpiryScheduler scheduler = scheduler();
    WakeUps first = new WakeUps(patience(), () -> drive(scheduler));
    WakeUps second = new WakeUps(patience(), () -> drive(scheduler));
    scheduler.start(first);

    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> scheduler.start(second));

    scheduler.arm("erp", due());
    first.await("erp");
    assertThat(second.count("erp")).isZero();
  }

  @Test
  @DisplayName("closing waits for a wake-up in progress, and none begins afterwards")
  final void closingWaitsForAWakeUpInProgress() {
    ExpiryScheduler scheduler = scheduler();
    Gate begun = new Gate(patience());
    Gate mayEnd = new Gate(patience());
    AtomicInteger ended = new AtomicInteger();
    scheduler.start(
        app -> {
          begun.open();
          mayEnd.await();
          ended.incrementAndGet();
        });
    scheduler.arm("erp", due());
    scheduler.arm("other", due());
    startThread("driver", () -> drive(scheduler));
    begun.await();
    AtomicInteger endedBeforeClose = new AtomicInteger();
    Gate closed = new Gate(patience());
    Thread closer =
        startThread(
            "closer",
            () -> {
              scheduler.close();
              endedBeforeClose.set(ended.get());
              closed.open();
            });
    awaitStandstill(closer);

    mayEnd.open();
    closed.await();

    assertThat(endedBeforeClose).as("wake-ups ended when close() returned").hasPositiveValue();
    drive(scheduler);
    assertThat(ended).as("wake-ups in all").hasValue(endedBeforeClose.get());
  }

  private static Thread startThread(String name, Runnable action) {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitStandstill(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("a scheduler closes twice, and without having been started")
  final void closingTwiceIsNoError() {
    ExpiryScheduler scheduler = scheduler();
    scheduler.arm("erp", far());
    scheduler.close();
    scheduler.close();
  }

  @Test
  @DisplayName("a closed scheduler fails every call with FAILED_PRECONDITION")
  final void aClosedSchedulerFailsEveryCall() {
    ExpiryScheduler scheduler = scheduler();
    scheduler.close();

    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> scheduler.start(app -> {}));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> scheduler.arm("erp", due()));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> scheduler.disarm("erp"));
  }
}
