// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Time and thread are the test's: nothing happens until it lets the timer run. */
class LocalSchedulerTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final ManualTimer timer = new ManualTimer();
  private final LocalScheduler scheduler = new LocalScheduler(clock, timer);
  private final List<String> woken = new ArrayList<>();

  @Test
  void wakesAtThePlannedMomentAndNotBefore() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofMinutes(30));
    passing(Duration.ofMinutes(29));
    assertThat(woken).isEmpty();
    passing(Duration.ofMinutes(1));
    assertThat(woken).containsExactly("erp");
    passing(Duration.ofMinutes(59));
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void wakesEachArmedApplicationEachHour() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofDays(90));
    armIn("web", Duration.ofDays(90));
    passing(Duration.ofHours(3));
    assertThat(woken).containsExactly("erp", "web", "erp", "web", "erp", "web");
  }

  @Test
  void waitsExactlyForWhatIsNextAndNeverLongerThanAMinute() {
    scheduler.start(woken::add);
    assertThat(timer.delay).isEqualTo(LocalScheduler.LONGEST_WAIT);
    armIn("erp", Duration.ofSeconds(20));
    assertThat(timer.delay).isEqualTo(Duration.ofSeconds(20));
    armIn("erp", Duration.ofSeconds(-20));
    assertThat(timer.delay).isEqualTo(Duration.ZERO);
    armIn("erp", Duration.ofDays(2));
    assertThat(timer.delay).isEqualTo(LocalScheduler.LONGEST_WAIT);
  }

  @Test
  void aSuspendedMachineIsNoticedWithinAMinute() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofMinutes(10));
    clock.advance(Duration.ofDays(3));
    timer.run();
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void aClockSetBackWakesRatherThanWaitsForItsOldTime() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofMinutes(10));
    clock.advance(Duration.ofDays(-400));
    timer.run();
    assertThat(woken).containsExactly("erp");
    timer.run();
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void aClockSetBackByLessThanTheSweepStillWakesAtThePlannedMomentAndWithinTheHour() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofMinutes(10));
    armIn("web", Duration.ofDays(90));
    clock.advance(Duration.ofMinutes(-30));
    timer.run();
    assertThat(woken).containsExactly("web");
    passing(Duration.ofMinutes(40));
    assertThat(woken).containsExactly("web", "erp");
    passing(Duration.ofMinutes(20));
    assertThat(woken).containsExactly("web", "erp", "web");
  }

  @Test
  void whatIsDueStaysDueWhenTheClockIsSetBack() {
    armIn("erp", Duration.ZERO);
    clock.advance(Duration.ofMinutes(-30));
    scheduler.start(woken::add);
    timer.run();
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void aClockSetForwardWakesWhatThatMakesDueOnce() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofMinutes(10));
    armIn("web", Duration.ofDays(2));
    clock.advance(Duration.ofDays(400));
    timer.run();
    timer.run();
    assertThat(woken).containsExactly("erp", "web");
    assertThat(timer.delay).isEqualTo(LocalScheduler.LONGEST_WAIT);
  }

  @Test
  void afterARestartWhatBecameDueMeanwhileIsWokenAtOnce() {
    Instant planned = clock.instant().plus(Duration.ofHours(5));
    scheduler.close();
    clock.advance(Duration.ofDays(3));
    LocalScheduler restarted = new LocalScheduler(clock, timer);
    restarted.arm("erp", new WakePlan(planned, Optional.empty()));
    restarted.start(woken::add);
    assertThat(timer.delay).isEqualTo(Duration.ZERO);
    timer.run();
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void theTimerIsLeftAloneByPlansThatAreNotTheNext() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofSeconds(20));
    int plansBefore = timer.plans;
    armIn("web", Duration.ofSeconds(30));
    assertThat(timer.plans).isEqualTo(plansBefore);
    armIn("app", Duration.ofSeconds(10));
    assertThat(timer.plans).isEqualTo(plansBefore + 1);
  }

  @Test
  void anyInstantCanBePlanned() {
    scheduler.start(woken::add);
    scheduler.arm("never", new WakePlan(Instant.MAX, Optional.empty()));
    scheduler.arm("long-ago", new WakePlan(Instant.MIN, Optional.empty()));
    timer.run();
    assertThat(woken).containsExactly("long-ago");
    passing(Duration.ofHours(1));
    assertThat(woken).containsExactly("long-ago", "long-ago", "never");
  }

  @Test
  void aFractionOfAMillisecondIsWaitedForAndNotAwakenedBefore() {
    scheduler.start(woken::add);
    armIn("erp", Duration.ofNanos(1_500));
    assertThat(timer.delay).isEqualTo(Duration.ofMillis(1));
    timer.run();
    assertThat(woken).isEmpty();
    passing(Duration.ofMillis(1));
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void aFailedWakeUpIsRepeatedWithinAnHour() {
    scheduler.start(
        app -> {
          woken.add(app);
          throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no network"));
        });
    armIn("erp", Duration.ZERO);
    timer.run();
    assertThat(woken).hasSize(1);
    passing(Duration.ofHours(1));
    assertThat(woken).hasSize(2);
  }

  @Test
  void anErrorThrownByAListenerDoesNotEndTheTicking() {
    scheduler.start(
        app -> {
          woken.add(app);
          throw new AssertionError("thrown on purpose");
        });
    armIn("erp", Duration.ZERO);
    timer.run();
    armIn("web", Duration.ZERO);
    timer.run();
    assertThat(woken).containsExactly("erp", "web");
  }

  @Test
  void whoIsDisarmedDuringATickIsNotWokenInIt() {
    scheduler.start(
        app -> {
          woken.add(app);
          scheduler.disarm("web");
        });
    armIn("erp", Duration.ZERO);
    armIn("web", Duration.ZERO);
    timer.run();
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void closingFromWithinAWakeUpIsTheLastThatHappens() {
    scheduler.start(
        app -> {
          woken.add(app);
          scheduler.close();
        });
    armIn("erp", Duration.ZERO);
    armIn("web", Duration.ZERO);
    timer.run();
    assertThat(woken).containsExactly("erp");
    assertThat(timer.closed).isTrue();
    assertThat(timer.action).isEmpty();
  }

  @Test
  void aClosedThreadTimerPlansNothing() {
    ThreadTimer closed = new ThreadTimer("halfturn-test");
    closed.close();
    closed.plan(Duration.ZERO, () -> woken.add("never"));
    assertThat(woken).isEmpty();
  }

  private void armIn(String app, Duration delay) {
    Instant wakeAt = clock.instant().plus(delay);
    scheduler.arm(app, new WakePlan(wakeAt, Optional.empty()));
  }

  private void passing(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      Duration left = Duration.between(clock.instant(), end);
      clock.advance(left.compareTo(timer.delay) < 0 ? left : timer.delay);
      timer.run();
    }
  }

  private static final class ManualTimer implements Timer {
    private Duration delay = Duration.ZERO;
    private Optional<Runnable> action = Optional.empty();
    private boolean closed;
    private int plans;

    @Override
    public void plan(Duration newDelay, Runnable newAction) {
      plans++;
      delay = newDelay;
      action = Optional.of(newAction);
    }

    @Override
    public void close() {
      closed = true;
    }

    void run() {
      Runnable planned = action.orElseThrow();
      action = Optional.empty();
      planned.run();
    }
  }
}
