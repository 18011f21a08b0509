// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoarseClockTest {

  @Test
  void goesOnWithTheSystemsClockAndNeverAheadOfIt() {
    try (CoarseClock clock = new CoarseClock()) {
      long begun = System.nanoTime();
      long shown = clock.getAsLong();
      while (shown - begun < 3 * CoarseClock.TICK.toNanos()) {
        shown = clock.getAsLong();
        assertThat(System.nanoTime() - shown).isNotNegative();
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void atATokenAtHandItIsTheOnlyClockThatIsLookedAt() {
    try (CacheBed bed = new CacheBed(AccessTokens.Builder::coarseClock)) {
      String token = bed.get("acme");
      int looks = bed.time.looks();

      assertThat(bed.get("acme")).isEqualTo(token);

      assertThat(bed.time.looks()).isEqualTo(looks);
    }
  }
}
