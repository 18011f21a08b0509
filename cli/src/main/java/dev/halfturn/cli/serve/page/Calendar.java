// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.rotation.Expiry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The ends of all secrets as a calendar (RFC 5545), to be subscribed to. An event keeps its
 * identity when the secret is replaced: it moves.
 */
public final class Calendar {

  /** Media type of it. */
  public static final String TYPE = "text/calendar; charset=utf-8";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Octets, without the line's end. */
  private static final int LONGEST_LINE = 75;

  private static final String[] ALARMS = {"-P30D", "-P7D", "-P1D"};

  private final StringBuilder text = new StringBuilder();
  private final String store;

  private Calendar(String store) {
    this.store = store;
  }

  /** Those whose end is known. */
  public static String of(String store, List<AppStatus> apps) {
    Calendar calendar = new Calendar(store);
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//halfturn.dev//Halfturn//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("METHOD:PUBLISH");
    calendar.line("NAME:Halfturn");
    calendar.line("X-WR-CALNAME:Halfturn");
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    calendar.line("X-PUBLISHED-TTL:PT12H");
    for (AppStatus app : apps) {
      app.status().secret().expiry().ifPresent(known -> calendar.event(app, known));
    }
    calendar.line("END:VCALENDAR");
    return calendar.text.toString();
  }

  private void event(AppStatus app, Expiry expiry) {
    String name = app.status().app();
    String end = MOMENT.format(expiry.expiresAt());
    String summary = name + ": the LWA client secret ends";
    line("BEGIN:VEVENT");
    line("UID:secret-end." + escape(store) + "." + escape(name) + "@halfturn.dev");
    line("DTSTAMP:" + stamp(app));
    line("DTSTART:" + end);
    line("DTEND:" + end);
    line("SUMMARY:" + escape(summary));
    line(
        "DESCRIPTION:"
            + escape(
                "Amazon refuses the client secret of "
                    + name
                    + " from "
                    + Dates.moment(expiry.expiresAt())
                    + " on.\nReplace it before: halfturn rotate "
                    + name));
    line("TRANSP:TRANSPARENT");
    for (String trigger : ALARMS) {
      line("BEGIN:VALARM");
      line("ACTION:DISPLAY");
      line("DESCRIPTION:" + escape(summary));
      line("TRIGGER:" + trigger);
      line("END:VALARM");
    }
    line("END:VEVENT");
  }

  private static String stamp(AppStatus app) {
    Instant known = app.status().lastCheckAt().orElse(app.status().at());
    return MOMENT.format(known);
  }

  static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(c);
                case '\n' -> escaped.append("\\n");
                default -> {
                  if (!Character.isISOControl(c)) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }

  /** A line, folded where it is too long, never within a character. */
  private void line(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      String character = Character.toString(line.codePointAt(i));
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(character);
      octets += size;
      i += character.length();
    }
    text.append("\r\n");
  }
}
