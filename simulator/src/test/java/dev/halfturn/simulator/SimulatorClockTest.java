// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulatorClockTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  @Test
  void standsStillUntilAdvanced() {
    SimulatorClock clock = SimulatorClock.standingAt(START);

    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofDays(1));
    clock.advance(Duration.ofDays(2));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(3)));
  }

  @Test
  void goesAheadOfAnotherClock() {
    AtomicReference<Instant> other = new AtomicReference<>(START);
    SimulatorClock clock = SimulatorClock.over(other::get);
    clock.advance(Duration.ofHours(1));

    other.set(START.plusSeconds(5));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3605));
  }

  @Test
  void doesNotGoBack() {
    SimulatorClock clock = SimulatorClock.standingAt(START);

    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void endsWithTheYear9999() {
    SimulatorClock clock = SimulatorClock.standingAt(START);
    clock.advance(Duration.between(START, Instant.parse("9999-12-31T23:59:59Z")));

    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void simulatorFollowsTheClockItIsGiven() {
    AtomicReference<Instant> other = new AtomicReference<>(START);
    try (AmazonSimulator amazon = AmazonSimulator.builder().clock(other::get).build()) {
      SimulatedApp app = amazon.addApp("erp");
      other.set(START.plus(Duration.ofDays(180)));

      assertThat(amazon.now()).isEqualTo(START.plus(Duration.ofDays(180)));
      assertThat(app.works(app.secret())).isFalse();
    }
  }
}
