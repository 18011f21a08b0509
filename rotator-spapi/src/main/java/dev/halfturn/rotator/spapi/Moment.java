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
import java.util.regex.Pattern;

/** Reads a moment in any form of ISO 8601 that says its offset. */
final class Moment {

  private static final int LONGEST = 64;

  /** Of a time without a colon, as {@code +0200}. */
  private static final Pattern OFFSET = Pattern.compile("(?<=\\d)([+-]\\d\\d)(\\d\\d)$");

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
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = OFFSET.matcher(stripped.replace(',', '.')).replaceFirst("$1:$2");
    for (DateTimeFormatter form : FORMS) {
      try {
        Instant moment = form.parse(plain, Instant::from);
        return Optional.of(moment)
            .filter(found -> !found.isBefore(EARLIEST) && found.isBefore(LATEST));
      } catch (DateTimeException e) {
        // another form, or none
      }
    }
    return Optional.empty();
  }
}
