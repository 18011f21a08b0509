// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free days, as they are written down. */
class HolidaysTest {

  private static Set<LocalDate> event(String... lines) {
    return Holidays.parse(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
            + String.join("\r\n", lines)
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void areDatesOneALine() {
    assertThat(Holidays.parse("# ours\n2026-12-24  # half a day\n\n2026-12-31\n"))
        .containsExactly(date("2026-12-24"), date("2026-12-31"));
  }

  @Test
  void areAllDayEventsOfACalendar() {
    assertThat(event("DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas"))
        .containsExactly(date("2026-12-25"));
    assertThat(event("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227"))
        .containsExactly(date("2026-12-25"), date("2026-12-26"));
    assertThat(event("DTSTART;VALUE=DATE:20261225", "DURATION:P2D")).hasSize(2);
    assertThat(event("dtstart;value=date:20261225")).hasSize(1);
  }

  @Test
  void areRepeatedYearly() {
    assertThat(event("DTSTART;VALUE=DATE:20201225", "RRULE:FREQ=YEARLY"))
        .contains(date("2020-12-25"), date("2026-12-25"), date("2040-12-25"));
    assertThat(event("DTSTART;VALUE=DATE:20201225", "RRULE:FREQ=YEARLY;COUNT=3")).hasSize(3);
    assertThat(event("DTSTART;VALUE=DATE:20201225", "RRULE:FREQ=YEARLY;UNTIL=20221231T000000Z"))
        .hasSize(3);
    assertThat(
            event(
                "DTSTART;VALUE=DATE:20201225",
                "RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=MO"))
        .contains(date("2030-12-25"));
    assertThat(event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY;COUNT=5"))
        .containsExactly(date("2024-02-29"), date("2028-02-29"));
  }

  @Test
  void areNoMomentsAndNothingThatWasCancelled() {
    assertThat(event("DTSTART:20261225T100000Z", "DTEND:20261225T110000Z")).isEmpty();
    assertThat(event("DTSTART;VALUE=DATE:20261225", "STATUS:CANCELLED")).isEmpty();
    assertThat(event("SUMMARY:no date")).isEmpty();
  }

  @Test
  void areThoseOfTheEventsAndNotOfTimeZonesOrAlarms() {
    assertThat(
            Holidays.parse(
                """
                BEGIN:VCALENDAR
                BEGIN:VTIMEZONE
                BEGIN:STANDARD
                DTSTART:19701025T030000
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                RRULE:FREQ=YEARLY;COUNT=2;BYMONTH=12
                DTSTART;VALUE=DATE:20261225
                BEGIN:VALARM
                DURATION:P9D
                END:VALARM
                END:VEVENT
                BEGIN:VEVENT
                DTSTART:20260105T100000Z
                RRULE:FREQ=WEEKLY
                EXDATE:20260112T100000Z
                END:VEVENT
                END:VCALENDAR
                """))
        .containsExactly(date("2026-12-25"), date("2027-12-25"));
  }

  @Test
  void mayStandOnFoldedLines() {
    assertThat(event("DTSTART;VALUE=DA\r\n TE:202612\r\n 25")).containsExactly(date("2026-12-25"));
  }

  @ParameterizedTest
  @CsvSource({
    "RRULE:FREQ=WEEKLY, repeats in another way than yearly on one date",
    "RRULE:FREQ=YEARLY;BYDAY=1MO, repeats in another way than yearly on one date",
    "RRULE:COUNT=3, repeats in another way than yearly on one date",
    "RRULE:FREQ=YEARLY;BYMONTH=13, repeats in another way than yearly on one date",
    "RRULE:FREQ=YEARLY;INTERVAL=2, repeats in another way than yearly on one date",
    "RRULE:FREQ=YEARLY;BYMONTH=11, repeats in another way than yearly on one date",
    "EXDATE;VALUE=DATE:20271225, has dates apart from the rule",
    "RDATE;VALUE=DATE:20271225, has dates apart from the rule",
  })
  void thatCannotBeUnderstoodAreRefusedRatherThanMissed(String line, String reason) {
    assertThatThrownBy(() -> event("DTSTART;VALUE=DATE:20261225", line))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("names a file whose line 5 " + reason);
  }

  @Test
  void thatLastForMonthsAreAMistake() {
    assertThatThrownBy(() -> event("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20271225"))
        .hasMessage("names a file whose line 6 ends an event of more than 60 days");
  }

  @Test
  void thatAreNoDatesAreNotQuoted() {
    assertThatThrownBy(() -> Holidays.parse("2026-12-24\ncanary"))
        .hasMessage("names a file whose line 2 has no date that can be read");
    assertThatThrownBy(() -> event("DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY;COUNT"))
        .hasMessage("names a file whose line 6 has no date that can be read");
    assertThatThrownBy(() -> event("DTSTART;VALUE=DATE:2026canary"))
        .hasMessage("names a file whose line 4 has no date that can be read");
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll String text) {
    for (String file : new String[] {text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + text}) {
      try {
        Holidays.parse(file);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).startsWith("names a file whose line ");
      }
    }
  }
}
