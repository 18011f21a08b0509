// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;

/** Reads a moment in any form of ISO 8601 that says its offset. */
final class Moment {

  private static final int LONGEST = 64;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          formatter(new DateTimeFormatterBuilder().append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)),
          formatter(
              new DateTimeFormatterBuilder()
                  .appendPattern("uuuuMMdd'T'HHmm[ss]")
                  .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)));

  private Moment() {}

  private static DateTimeFormatter formatter(DateTimeFormatterBuilder local) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(local.toFormatter())
        .parseLenient()
        .appendOffset("+HH:mm:ss", "Z")
        .toFormatter()
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** The moment that a text names; empty if it names none, or one of another century. */
  static Optional<Instant> parse(String text) {
    String stripped = text.strip().replace(',', '.');
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    for (DateTimeFormatter form : FORMS) {
      try {
        Instant moment = form.parse(stripped, Instant::from);
        return Optional.of(moment)
            .filter(found -> !found.isBefore(EARLIEST) && found.isBefore(LATEST));
      } catch (DateTimeException e) {
        // another form, or none
      }
    }
    return Optional.empty();
  }
}
