// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The end of a client secret as an event for a calendar, RFC 5545. The same end is the same event
 * in each mail, so that a calendar keeps one of them.
 */
final class CalendarEvent {

  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private CalendarEvent() {}

  /** The content of a file {@code .ics}. */
  static String of(Notice notice, Instant end, String domain, Instant now) {
    CalendarEvent event = new CalendarEvent();
    String summary = Words.of(notice.language()).get("calendar.summary", notice.app());
    event.line("BEGIN:VCALENDAR");
    event.line("VERSION:2.0");
    event.line("PRODID:-//Halfturn//Mail//EN");
    event.line("METHOD:PUBLISH");
    event.line("BEGIN:VEVENT");
    event.line("UID:" + notice.app() + "-" + UTC.format(end) + "@" + domain);
    event.line("DTSTAMP:" + UTC.format(now));
    event.line("DTSTART:" + UTC.format(end));
    event.line("SUMMARY:" + escaped(summary));
    event.line("DESCRIPTION:" + escaped(notice.body()));
    event.line("TRANSP:TRANSPARENT");
    event.alarm("-P7D", summary);
    event.alarm("-P1D", summary);
    event.line("END:VEVENT");
    event.line("END:VCALENDAR");
    return event.text.toString();
  }

  private void alarm(String before, String summary) {
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line("TRIGGER;RELATED=START:" + before);
    line("DESCRIPTION:" + escaped(summary));
    line("END:VALARM");
  }

  /** RFC 5545, 3.3.11; a notice has no other controls than line feeds. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  /** RFC 5545, 3.1: no line longer than 75 octets, and no character cut. */
  private void line(String content) {
    int octets = 0;
    for (int i = 0; i < content.length(); ) {
      int letter = content.codePointAt(i);
      String one = Character.toString(letter);
      int size = one.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(one);
      octets += size;
      i += Character.charCount(letter);
    }
    text.append("\r\n");
  }
}
