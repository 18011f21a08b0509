// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final Pace pace = new Pace(clock);

  @Test
  void whoComesLateWaitsForNothingAndSavesNothingUp() {
    assertThat(pace.reserve()).isZero();
    clock.advance(Duration.ofMinutes(1));
    assertThat(pace.reserve()).isZero();
    assertThat(pace.reserve()).isBetween(Duration.ofMillis(25), Duration.ofMillis(40));
  }

  @Test
  void severalWhoComeAtOnceQueue() {
    pace.reserve();
    Duration one = pace.reserve();
    assertThat(pace.reserve()).isEqualTo(one.multipliedBy(2));
  }

  @Test
  void aClockThatIsPutBackHoldsNobodyUp() {
    pace.reserve();
    clock.advance(Duration.ofDays(-1));
    assertThat(pace.reserve()).isZero();
  }
}
