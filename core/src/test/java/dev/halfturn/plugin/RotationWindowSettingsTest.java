// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationWindow;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hours in which rotations begin, as people write them. */
class RotationWindowSettingsTest {

  private static RotationWindow window(String text) {
    return ConfigCheck.of(
            "store", "crate", "rotation.window", text, "rotation.time-zone", "Europe/Berlin")
        .read()
        .rotation()
        .automatic()
        .window()
        .orElseThrow();
  }

  @Test
  void areDaysAndHours() {
    assertThat(window("Mon-Thu 09:00-16:00"))
        .isEqualTo(
            new RotationWindow(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
                LocalTime.of(9, 0),
                LocalTime.of(16, 0),
                ZoneId.of("Europe/Berlin")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tue 10:00-12:00             | TUESDAY
          mon,wed-thu 10:00-12:00     | MONDAY,WEDNESDAY,THURSDAY
          SAT-MON 10:00-12:00         | SATURDAY,SUNDAY,MONDAY
          """)
  void mayNameDaysOneByOneOrFromOneToAnother(String text, String days) {
    assertThat(window(text).days())
        .extracting(DayOfWeek::name)
        .containsExactlyInAnyOrder(days.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "always",
        "09:00-16:00",
        "Mon-Thu",
        "Mon-Thu 9-16",
        "Mon-Tue-Wed 09:00-16:00",
        "Mon-Thu 09:00-16:00 UTC",
        "Mon-Tor 09:00-16:00",
        "Mon-Thu 09:00-12:00-16:00"
      })
  void areNothingElse(String text) {
    assertThat(ConfigCheck.of("store", "crate", "rotation.window", text).problems())
        .containsExactly("rotation.window: must be days and hours such as Mon-Thu 09:00-16:00");
  }

  @Test
  void haveToOpenInTime() {
    assertThat(
            ConfigCheck.of(
                    "store", "crate",
                    "rotation.latest", "152d",
                    "rotation.window", "Mon-Thu 09:00-16:00")
                .problems())
        .containsExactly("rotation.window: may not open between rotate-at and latest");
    assertThat(
            ConfigCheck.of("store", "crate", "rotation.window", "Mon-Thu 16:00-09:00").problems())
        .containsExactly("rotation.window: must begin before it ends, on the same day");
  }

  @Test
  void beginningByItselfNeedsAnIssuer() {
    assertThat(ConfigCheck.of("store", "crate", "rotation.auto", "true").problems())
        .containsExactly("rotation.auto: needs an issuer, which brings the new secrets");
  }
}
