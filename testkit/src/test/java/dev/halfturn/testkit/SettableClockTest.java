// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettableClockTest {

  @Test
  void standsStillUntilMoved() {
    SettableClock clock = SettableClock.at("2026-03-01T00:00:00Z");

    assertThat(clock.instant()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(clock.millis()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z").toEpochMilli());
    assertThat(clock.advance(Duration.ofDays(180))).isEqualTo("2026-08-28T00:00:00Z");
    assertThat(clock.instant()).isEqualTo("2026-08-28T00:00:00Z");
  }

  @Test
  void movesBackwards() {
    SettableClock clock = SettableClock.at("2026-03-01T00:00:00Z");

    clock.advance(Duration.ofSeconds(-1));
    assertThat(clock.instant()).isEqualTo("2026-02-28T23:59:59Z");
    clock.set(Instant.EPOCH);
    assertThat(clock).hasToString("SettableClock[1970-01-01T00:00:00Z]");
  }
}
