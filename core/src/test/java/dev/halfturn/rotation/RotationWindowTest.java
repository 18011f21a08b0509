// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hours of the week in which a rotation may begin. */
class RotationWindowTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final RotationWindow office =
      new RotationWindow(
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
          LocalTime.of(9, 0),
          LocalTime.of(16, 0),
          BERLIN);

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void opensAtItsFirstMomentAndIsClosedAtItsLast() {
    assertThat(office.next(at("2026-07-01T07:00:00Z"))).isEqualTo(at("2026-07-01T07:00:00Z"));
    assertThat(office.next(at("2026-07-01T06:59:59Z"))).isEqualTo(at("2026-07-01T07:00:00Z"));
    assertThat(office.next(at("2026-07-01T13:59:59Z"))).isEqualTo(at("2026-07-01T13:59:59Z"));
    assertThat(office.next(at("2026-07-01T14:00:00Z"))).isEqualTo(at("2026-07-02T07:00:00Z"));
    assertThat(office.next(at("2026-07-02T14:00:00Z"))).isEqualTo(at("2026-07-06T07:00:00Z"));
  }

  @Test
  void goesByTheLocalClockInSummerAndWinter() {
    assertThat(office.next(at("2026-10-23T12:00:00Z"))).isEqualTo(at("2026-10-26T08:00:00Z"));
  }

  @Test
  void ofOneDayAWeekComesBackAfterAWeek() {
    RotationWindow monday =
        new RotationWindow(
            Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(10, 0), BERLIN);

    assertThat(monday.next(at("2026-07-06T08:00:00Z"))).isEqualTo(at("2026-07-13T07:00:00Z"));
    assertThat(monday.opensWithin(Duration.ofDays(6))).isFalse();
    assertThat(monday.opensWithin(Duration.ofDays(7))).isTrue();
    assertThat(office.opensWithin(Duration.ofDays(3))).isFalse();
    assertThat(office.opensWithin(Duration.ofDays(4))).isTrue();
  }

  @Test
  void hasToOpenBeforeWaitingIsNoLongerHarmless() {
    RotationPolicy base = RotationPolicy.DEFAULT;
    AutomaticPolicy automatic = new AutomaticPolicy(true, Optional.of(office));

    assertThatThrownBy(
            () ->
                new RotationPolicy(
                    base.lifetime(), base.overlap(), 150, 153, base.reminders(), automatic))
        .isInstanceOf(HalfturnException.class)
        .hasMessage("window: may not open between rotate-at and latest");
    assertThat(base.withAutomatic(automatic).automatic()).isEqualTo(automatic);
  }

  @Test
  void needsADayAndEndsAfterItBegins() {
    assertThatThrownBy(
            () -> new RotationWindow(Set.of(), LocalTime.of(9, 0), LocalTime.of(16, 0), BERLIN))
        .hasMessageStartingWith("window: ");
    assertThatThrownBy(
            () ->
                new RotationWindow(office.days(), LocalTime.of(16, 0), LocalTime.of(16, 0), BERLIN))
        .hasMessageStartingWith("window: ");
  }
}
