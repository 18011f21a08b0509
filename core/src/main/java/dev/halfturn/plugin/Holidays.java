// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  private static final String EVENT = "vevent";
  private static final int YEARS = 50;
  private static final int LONGEST = 60;

  /** A property of an event that says when it takes place again. */
  private record Repetition(int line, String name, String value) {}

  /** One event, as far as it was read. */
  private static final class Event {
    private Optional<LocalDate> start = Optional.empty();
    private Optional<LocalDate> end = Optional.empty();
    private Optional<Period> duration = Optional.empty();
    private final List<Repetition> repetitions = new ArrayList<>();
    private boolean cancelled;
  }

  private final Set<LocalDate> days = new TreeSet<>();
  private final Deque<String> components = new ArrayDeque<>();
  private Event event = new Event();

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
      int number = i + 1;
      StringBuilder line = new StringBuilder(lines.get(i));
      while (isCalendar && i + 1 < lines.size() && lines.get(i + 1).matches("[ \\t].*")) {
        i++;
        line.append(lines.get(i).substring(1));
      }
      try {
        if (isCalendar) {
          holidays.calendarLine(number, line.toString().strip());
        } else {
          holidays.dateLine(line.toString());
        }
      } catch (DateTimeException | NumberFormatException e) {
        throw refused(number, "has no date that can be read");
      }
    }
    return holidays.days;
  }

  private static IllegalArgumentException refused(int line, String reason) {
    return new IllegalArgumentException("names a file whose line " + line + " " + reason);
  }

  private void dateLine(String line) {
    String date = line.split("#", 2)[0].strip();
    if (!date.isEmpty()) {
      days.add(LocalDate.parse(date));
    }
  }

  private void calendarLine(int number, String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String name = line.substring(0, colon).toUpperCase(Locale.ROOT).split(";", 2)[0];
    String value = line.substring(colon + 1);
    if (name.equals("BEGIN")) {
      components.push(value.toLowerCase(Locale.ROOT));
      event = value.equalsIgnoreCase(EVENT) ? new Event() : event;
    } else if (name.equals("END")) {
      if (EVENT.equals(components.poll())) {
        add(number, event);
      }
    } else if (EVENT.equals(components.peek())) {
      property(number, name, value);
    }
  }

  private void property(int number, String name, String value) {
    switch (name) {
      case "DTSTART" -> event.start = date(value);
      case "DTEND" -> event.end = date(value);
      case "DURATION" ->
          event.duration =
              value.matches("P[0-9]{1,4}[DW]") ? Optional.of(Period.parse(value)) : event.duration;
      case "RRULE", "RDATE", "EXDATE" ->
          event.repetitions.add(new Repetition(number, name, value.toUpperCase(Locale.ROOT)));
      case "STATUS" -> event.cancelled = value.equalsIgnoreCase("CANCELLED");
      default -> {}
    }
  }

  /** Whole days only: a rule about something else is nobody's business here. */
  private void add(int number, Event done) {
    if (done.start.isEmpty() || done.cancelled) {
      return;
    }
    LocalDate first = done.start.get();
    LocalDate after = done.end.orElseGet(() -> first.plus(done.duration.orElse(Period.ofDays(1))));
    if (first.plusDays(LONGEST).isBefore(after)) {
      throw refused(number, "ends an event of more than " + LONGEST + " days");
    }
    Yearly yearly = new Yearly(1, Optional.empty());
    for (Repetition repetition : done.repetitions) {
      yearly = yearly(repetition, first);
    }
    for (int year = 0; year < yearly.times(); year++) {
      LocalDate begins = first.plusYears(year);
      boolean isOver = yearly.until().map(begins::isAfter).orElse(false);
      LocalDate ends = after.plusYears(year);
      if (!isOver && begins.getDayOfMonth() == first.getDayOfMonth() && begins.isBefore(ends)) {
        begins.datesUntil(ends).forEach(days::add);
      }
    }
  }

  /** How often, and until when, a date comes back each year. */
  private record Yearly(int times, Optional<LocalDate> until) {}

  private static Yearly yearly(Repetition repetition, LocalDate first) {
    if (!repetition.name().equals("RRULE")) {
      throw refused(repetition.line(), "has dates apart from the rule");
    }
    List<String> parts = new ArrayList<>(List.of(repetition.value().split(";", -1)));
    boolean isYearly = parts.remove("FREQ=YEARLY");
    int times = YEARS;
    Optional<LocalDate> until = Optional.empty();
    for (String part : parts) {
      String[] pair = (part + "=").split("=", 3);
      switch (pair[0]) {
        case "COUNT" -> times = Math.min(YEARS, Integer.parseInt(pair[1]));
        case "UNTIL" -> until = date(pair[1].split("T", 2)[0]);
        case "WKST" -> {}
        default -> isYearly &= saysTheSame(pair, first);
      }
    }
    if (!isYearly) {
      throw refused(repetition.line(), "repeats in another way than yearly on one date");
    }
    return new Yearly(times, until);
  }

  /** Some programs spell out what the first date says already. */
  private static boolean saysTheSame(String[] pair, LocalDate first) {
    return switch (pair[0]) {
      case "INTERVAL" -> Integer.parseInt(pair[1]) == 1;
      case "BYMONTH" -> Integer.parseInt(pair[1]) == first.getMonthValue();
      case "BYMONTHDAY" -> Integer.parseInt(pair[1]) == first.getDayOfMonth();
      default -> false;
    };
  }

  /** A whole day; empty for a moment. */
  private static Optional<LocalDate> date(String value) {
    return value.matches("[0-9]{8}T.*")
        ? Optional.empty()
        : Optional.of(LocalDate.parse(value.strip(), DateTimeFormatter.BASIC_ISO_DATE));
  }
}
