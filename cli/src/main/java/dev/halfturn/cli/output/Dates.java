// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and moments as people read them; all in UTC. */
public final class Dates {

  private static final DateTimeFormatter LONG = formatter("EEE d MMM uuuu");
  private static final DateTimeFormatter SHORT = formatter("EEE d MMM");
  private static final DateTimeFormatter MOMENT = formatter("EEE d MMM uuuu, HH:mm 'UTC'");

  private Dates() {}

  /** {@code Mon 28 Dec 2026}. */
  public static String longDay(Instant instant) {
    return LONG.format(instant);
  }

  /** {@code Mon 28 Dec}. */
  public static String shortDay(Instant instant) {
    return SHORT.format(instant);
  }

  /** {@code Mon 28 Dec 2026, 14:02 UTC}. */
  public static String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  /** {@code 2026-12-28}. */
  public static String iso(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
