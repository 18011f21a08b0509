// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What a library reads that knows calendars. */
class CalendarEventTest {

  private static final Instant NOW = Instant.parse("2026-07-31T12:00:00Z");

  @Test
  void aCalendarKnowsTheEndAndRemindsOfIt() throws Exception {
    VEvent event = only(CalendarEvent.of(Notices.days(30), Notices.END, "example.com", NOW));

    assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(Notices.END);
    assertThat(event.getDateTimeStamp().getValue().toInstant()).isEqualTo(NOW);
    assertThat(event.getSummary().getValue()).isEqualTo("erp: LWA client secret expires");
    assertThat(event.getDescription().getValue()).isEqualTo(Notices.days(30).body());
    assertThat(event.getTransparency().isTransparent()).isTrue();
    assertThat(event.getAlarms())
        .extracting(VAlarm::getTrigger)
        .extracting(trigger -> trigger.getDuration().toMillis())
        .containsExactly(-Duration.ofDays(7).toMillis(), -Duration.ofDays(1).toMillis());
  }

  @Test
  void theSameEndIsTheSameEventAndAnotherEndAnother() throws Exception {
    String first = uid(Notices.days(30), Notices.END);

    assertThat(uid(Notices.days(1), Notices.END)).isEqualTo(first);
    assertThat(uid(Notices.german(7), Notices.END)).isEqualTo(first);
    assertThat(uid(Notices.days(30), Notices.END.plusSeconds(1))).isNotEqualTo(first);
  }

  @Test
  void whatMeansSomethingInACalendarIsEscaped() {
    Notice odd = Notices.of("150", "one, two; three\\n\nfour: five");

    String ics = CalendarEvent.of(odd, Notices.END, "example.com", NOW).replace("\r\n ", "");

    assertThat(ics).contains("\r\nDESCRIPTION:one\\, two\\; three\\\\n\\nfour: five\r\n");
  }

  @Test
  void itSpeaksTheLanguageOfTheNotice() throws Exception {
    assertThat(
            only(CalendarEvent.of(Notices.german(30), Notices.END, "example.com", NOW))
                .getSummary()
                .getValue())
        .isEqualTo("erp: LWA-Client-Secret läuft ab");
  }

  @Property(tries = 300)
  void anyTextComesThroughInLinesOfAtMost75Octets(@ForAll @StringLength(max = 400) String letters)
      throws Exception {
    String text =
        "BEGIN:VEVENT\n\\n, ; \\; é 日本 \uD83D\uDD11 "
            + letters
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.isDefined(c))
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .filter(c -> (c < 0x202a || c > 0x202e) && (c < 0x2066 || c > 0x2069))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    Notice notice =
        new Notice(
            "n-1",
            "150",
            Severity.INFO,
            "erp",
            Optional.empty(),
            Optional.of(Notices.END),
            Locale.ENGLISH,
            "erp",
            List.of(NoticePart.text(text)));

    String ics = CalendarEvent.of(notice, Notices.END, "example.com", NOW);

    assertThat(only(ics).getDescription().getValue()).isEqualTo(text);
    for (String line : ics.split("\r\n", -1)) {
      assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75);
      assertThat(line).doesNotContain("\r", "\n");
    }
  }

  private static String uid(Notice notice, Instant end) throws Exception {
    return only(CalendarEvent.of(notice, end, "example.com", NOW)).getUid().getValue();
  }

  private static VEvent only(String ics) throws Exception {
    try (ICalReader reader = new ICalReader(ics)) {
      ICalendar calendar = reader.readNext();
      assertThat(reader.getWarnings()).isEmpty();
      assertThat(new ArrayList<>(calendar.validate(ICalVersion.V2_0).getWarnings())).isEmpty();
      assertThat(reader.readNext()).isNull();
      assertThat(calendar.getMethod().isPublish()).isTrue();
      assertThat(calendar.getEvents()).hasSize(1);
      return calendar.getEvents().get(0);
    }
  }
}
