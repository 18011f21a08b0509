// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.rotation.QuietHours;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Text to value, for settings that are not a plug-in's. Their exceptions quote no text. */
final class Parsers {

  private Parsers() {}

  /** Items separated by commas; none twice. */
  static List<String> list(String text) {
    List<String> items =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (new HashSet<>(items).size() < items.size()) {
      throw new IllegalArgumentException("names one item twice");
    }
    return items;
  }

  /** A name that a plug-in's instance may have. */
  static String name(String text) {
    if (!PluginInfo.isLegalName(text)) {
      throw new IllegalArgumentException(
          "must be a name of lower-case letters, digits and single hyphens");
    }
    return text;
  }

  static List<String> names(String text) {
    return each(text, Parsers::name);
  }

  /** A list whose items must pass a check that throws. */
  static List<String> each(String text, UnaryOperator<String> check) {
    try {
      return list(text).stream().map(check).toList();
    } catch (HalfturnException e) {
      // Its message would quote the item.
      throw new IllegalArgumentException("has an item that is not a legal name");
    }
  }

  static Function<String, String> exactly(String only) {
    return text -> {
      if (!text.equals(only)) {
        throw new IllegalArgumentException("must be " + only);
      }
      return text;
    };
  }

  static String nonBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text.strip();
  }

  static Path absolutePath(String text) {
    Path path;
    try {
      path = Path.of(text.strip());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be a path");
    }
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("must be an absolute path");
    }
    return path;
  }

  static String address(String text) {
    if (!Notice.isAddress(text.strip())) {
      throw new IllegalArgumentException("must be one mail address, as in ops@example.com");
    }
    return text.strip();
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static int days(String text) {
    Duration duration = ConfigOption.parseDuration(text);
    if (!duration.equals(Duration.ofDays(duration.toDays())) || duration.toDays() > 10_000) {
      throw new IllegalArgumentException("must be a number of whole days such as 150d");
    }
    return (int) duration.toDays();
  }

  static SortedSet<Integer> dayNumbers(String text) {
    try {
      SortedSet<Integer> days = new TreeSet<>();
      list(text).forEach(item -> days.add(Integer.parseInt(item)));
      return days;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be days of life such as 90,120,150");
    }
  }

  static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time of day such as 09:00");
    }
  }

  static Set<DayOfWeek> weekDays(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    list(text).forEach(item -> days.add(weekDay(item)));
    return days;
  }

  private static DayOfWeek weekDay(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().substring(0, 3).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be days of the week such as mon,tue,wed"));
  }

  /** Days of the week, and hours of each of them. */
  record WeekHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  /** Days one by one or from one to another, then hours, as in {@code Mon-Thu 09:00-16:00}. */
  static WeekHours weekHours(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    String[] hours = parts[parts.length - 1].split("-", -1);
    if (parts.length == 2 && hours.length == 2) {
      try {
        return new WeekHours(
            daysOrRanges(parts[0]), LocalTime.parse(hours[0]), LocalTime.parse(hours[1]));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw notWeekHours();
      }
    }
    throw notWeekHours();
  }

  private static Set<DayOfWeek> daysOrRanges(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String item : list(text)) {
      String[] ends = item.split("-", -1);
      DayOfWeek last = weekDay(ends[ends.length - 1]);
      if (ends.length > 2) {
        throw notWeekHours();
      }
      for (DayOfWeek day = weekDay(ends[0]); day != last; day = day.plus(1)) {
        days.add(day);
      }
      days.add(last);
    }
    return days;
  }

  private static IllegalArgumentException notWeekHours() {
    return new IllegalArgumentException("must be days and hours such as Mon-Thu 09:00-16:00");
  }

  static QuietHours quietHours(String text) {
    String[] ends = text.split("-", -1);
    try {
      if (ends.length == 2) {
        return new QuietHours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeException e) {
      throw notHours();
    }
    throw notHours();
  }

  private static IllegalArgumentException notHours() {
    return new IllegalArgumentException("must be two times of day such as 20:00-07:00");
  }

  static Locale language(String text) {
    return switch (text) {
      case "en" -> Locale.ENGLISH;
      case "de" -> Locale.GERMAN;
      default -> throw new IllegalArgumentException("must be one of en, de");
    };
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time zone such as UTC or Europe/Berlin");
    }
  }
}
