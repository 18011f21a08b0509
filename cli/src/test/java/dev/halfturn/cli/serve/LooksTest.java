// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LooksTest {

  private final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  private final AtomicLong awake = new AtomicLong();
  private final Looks looks = new Looks(clock, awake::get);

  private void pass(Duration time) {
    clock.advance(time);
    awake.addAndGet(time.toNanos());
  }

  private void look(String app) {
    looks.begins(app);
    looks.ends(app);
  }

  @Test
  void aSweepIsAsOldAsTheApplicationLookedAtLongestAgo() {
    looks.listed(List.of("erp", "web"));
    assertThat(looks.lastSweepAt()).isEmpty();
    look("erp");
    assertThat(looks.lastSweepAt()).isEmpty();
    pass(Duration.ofMinutes(5));
    look("web");
    assertThat(looks.lastSweepAt()).contains(clock.instant().minus(Duration.ofMinutes(5)));
    look("erp");
    assertThat(looks.lastSweepAt()).contains(clock.instant());
  }

  @Test
  void aFailedLookIsNone() {
    looks.listed(List.of("erp"));
    look("erp");
    pass(Duration.ofHours(1));
    looks.begins("erp");
    looks.fails("erp", new IllegalStateException("quotes a secret"));
    assertThat(looks.lastSweepAt()).contains(clock.instant().minus(Duration.ofHours(1)));
    assertThat(looks.failures()).containsEntry("erp", "java.lang.IllegalStateException");
    look("erp");
    assertThat(looks.failures()).isEmpty();
  }

  @Test
  void anApplicationThatIsGoneIsForgotten() {
    looks.listed(List.of("erp", "web"));
    looks.begins("web");
    looks.fails("web", new IllegalStateException());
    look("erp");
    looks.listed(List.of("erp"));
    assertThat(looks.failures()).isEmpty();
    assertThat(looks.lastSweepAt()).isPresent();
  }

  @Test
  void withoutApplicationsTheListIsTheSweep() {
    looks.listed(List.of());
    assertThat(looks.lastSweepAt()).contains(clock.instant());
  }

  @Test
  void isDeadWhenNothingWasLookedAtForMoreThanAnHour() {
    looks.listed(List.of("erp"));
    look("erp");
    pass(Duration.ofMinutes(74));
    assertThat(looks.isAlive()).isTrue();
    pass(Duration.ofMinutes(2));
    assertThat(looks.isAlive()).isFalse();
  }

  @Test
  void isDeadWhenALookDoesNotEnd() {
    looks.listed(List.of("erp"));
    looks.begins("erp");
    pass(Duration.ofMinutes(9));
    assertThat(looks.isAlive()).isTrue();
    pass(Duration.ofMinutes(2));
    assertThat(looks.isAlive()).isFalse();
  }

  @Test
  void isAliveAfterItWasStoppedForDays() {
    looks.listed(List.of("erp"));
    look("erp");
    clock.advance(Duration.ofDays(3));
    assertThat(looks.isAlive()).isTrue();
  }
}
