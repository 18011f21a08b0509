// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The free days in a file: of ISO dates, one a line, or of a calendar (RFC 5545) as public holidays
 * are published: all-day events, single, of several days, or each year on the same date. What is
 * repeated in another way is refused rather than missed; events with a time of day are no holidays.
 */
final class Holidays {

  static final int MAX_SIZE = 1024 * 1024;

  private static final int YEARS = 50;
  private static final int LONGEST = 60;

  private final Set<LocalDate> days = new TreeSet<>();
  private Optional<LocalDate> start = Optional.empty();
  private Optional<LocalDate> end = Optional.empty();
  private Optional<Period> duration = Optional.empty();
  private Optional<LocalDate> until = Optional.empty();
  private int times = 1;
  private boolean cancelled;

  private Holidays() {}

  /**
   * Reads the text of such a file.
   *
   * @throws IllegalArgumentException whose message says the line and quotes nothing
   */
  static Set<LocalDate> parse(String text) {
    List<String> lines = text.lines().toList();
    Holidays holidays = new Holidays();
    boolean isCalendar = lines.stream().map(String::strip).anyMatch("BEGIN:VCALENDAR"::equals);
    for (int i = 0; i < lines.size(); i++) {
      int from = i;
      String line = lines.get(i);
      while (isCalendar && i + 1 < lines.size() && lines.get(i + 1).matches("[ \t].*")) {
        i++;
        line += lines.get(i).substring(1);
      }
      try {
        if (isCalendar) {
          holidays.calendarLine(line.strip());
        } else {
          holidays.dateLine(line);
        }
      } catch (DateTimeException | NumberFormatException e) {
        throw new IllegalArgumentException(
            "names a file whose line " + (from + 1) + " has no date that can be read");
      } catch (IllegalStateException e) {
        throw new IllegalArgumentException(
            "names a file whose line " + (from + 1) + " " + e.getMessage());
      }
    }
    return holidays.days;
  }

  private void dateLine(String line) {
    String date = line.split("#", 2)[0].strip();
    if (!date.isEmpty()) {
      days.add(LocalDate.parse(date));
    }
  }

  private void calendarLine(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String[] name = line.substring(0, colon).toUpperCase(Locale.ROOT).split(";", -1);
    String value = line.substring(colon + 1);
    switch (name[0]) {
      case "BEGIN" -> begin(value);
      case "END" -> end(value);
      case "DTSTART" -> start = date(value);
      case "DTEND" -> end = date(value);
      case "DURATION" ->
          duration = value.matches("P[0-9]+[DW]") ? Optional.of(Period.parse(value)) : duration;
      case "RRULE" -> rule(value.toUpperCase(Locale.ROOT));
      case "RDATE", "EXDATE" -> throw new IllegalStateException("has dates apart from the rule");
      case "STATUS" -> cancelled = value.equalsIgnoreCase("CANCELLED");
      default -> {}
    }
  }

  private void begin(String component) {
    if (component.equals("VEVENT")) {
      start = Optional.empty();
      end = Optional.empty();
      duration = Optional.empty();
      until = Optional.empty();
      times = 1;
      cancelled = false;
    }
  }

  private void end(String component) {
    if (!component.equals("VEVENT") || start.isEmpty() || cancelled) {
      return;
    }
    LocalDate first = start.get();
    LocalDate after = end.orElseGet(() -> first.plus(duration.orElse(Period.ofDays(1))));
    if (first.plusDays(LONGEST).isBefore(after)) {
      throw new IllegalStateException("ends an event of more than " + LONGEST + " days");
    }
    for (int year = 0; year < times; year++) {
      LocalDate begins = first.plusYears(year);
      boolean isOver = until.map(begins::isAfter).orElse(false);
      if (!isOver && begins.getDayOfMonth() == first.getDayOfMonth()) {
        begins.datesUntil(after.plusYears(year)).forEach(days::add);
      }
    }
    start = Optional.empty();
  }

  private void rule(String rule) {
    List<String> other = new ArrayList<>(List.of(rule.split(";", -1)));
    if (!other.remove("FREQ=YEARLY")) {
      throw new IllegalStateException("repeats in another way than yearly on one date");
    }
    times = YEARS;
    for (String part : other) {
      String[] pair = part.split("=", 2);
      switch (pair[0]) {
        case "COUNT" -> times = Math.min(YEARS, Integer.parseInt(pair[1]));
        case "UNTIL" -> until = date(pair[1].split("T", 2)[0]);
        case "WKST" -> {}
        case "INTERVAL", "BYMONTH", "BYMONTHDAY" -> requireSameDate(pair);
        default ->
            throw new IllegalStateException("repeats in another way than yearly on one date");
      }
    }
  }

  /** Some programs spell out what the first date says already. */
  private void requireSameDate(String[] pair) {
    int number = Integer.parseInt(pair[1]);
    boolean same =
        switch (pair[0]) {
          case "BYMONTH" -> start.map(day -> day.getMonthValue() == number).orElse(false);
          case "BYMONTHDAY" -> start.map(day -> day.getDayOfMonth() == number).orElse(false);
          default -> number == 1;
        };
    if (!same) {
      throw new IllegalStateException("repeats in another way than yearly on one date");
    }
  }

  /** A whole day; empty for a moment. */
  private static Optional<LocalDate> date(String value) {
    return value.matches("[0-9]{8}T.*")
        ? Optional.empty()
        : Optional.of(LocalDate.parse(value.strip(), DateTimeFormatter.BASIC_ISO_DATE));
  }
}
