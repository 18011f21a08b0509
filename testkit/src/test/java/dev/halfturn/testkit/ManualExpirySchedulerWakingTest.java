// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManualExpirySchedulerWakingTest {

  @Test
  void wakesOnlyWhoIsDueAndOnlyOnce() {
    SettableClock clock = SettableClock.at("2026-03-01T00:00:00Z");
    List<String> woken = new ArrayList<>();
    try (ManualExpiryScheduler scheduler = new ManualExpiryScheduler(clock)) {
      WakePlan now = new WakePlan(clock.instant(), Optional.empty());
      WakePlan tomorrow = new WakePlan(clock.instant().plus(Duration.ofDays(1)), Optional.empty());
      scheduler.arm("now", now);
      scheduler.arm("tomorrow", tomorrow);
      assertThat(scheduler.runDue()).as("before the start").isZero();
      scheduler.start(woken::add);

      assertThat(scheduler.runDue()).isEqualTo(1);
      assertThat(scheduler.runDue()).isZero();
      assertThat(scheduler.plans()).containsOnlyKeys("tomorrow");
      clock.advance(Duration.ofDays(1));
      assertThat(scheduler.runDue()).isEqualTo(1);
    }

    assertThat(woken).containsExactly("now", "tomorrow");
  }

  @Test
  void keepsWhatListenersThrow() {
    SettableClock clock = SettableClock.at("2026-03-01T00:00:00Z");
    IllegalStateException thrown = new IllegalStateException("on purpose");
    try (ManualExpiryScheduler scheduler = new ManualExpiryScheduler(clock)) {
      scheduler.start(
          app -> {
            throw thrown;
          });
      scheduler.arm("erp", new WakePlan(clock.instant(), Optional.empty()));
      scheduler.runDue();

      assertThat(scheduler.failures()).containsExactly(thrown);
    }
  }
}
