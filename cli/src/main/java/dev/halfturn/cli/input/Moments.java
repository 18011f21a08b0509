// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import dev.halfturn.spi.ConfigOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Arguments that are points in time or lengths of it. No message quotes the argument. */
public final class Moments {

  private Moments() {}

  /** {@code 2026-07-01} (its first moment in UTC) or an ISO-8601 instant with a zone. */
  public static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.indexOf('T') < 0
            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "is not a date such as 2026-07-01 or an instant such as 2026-07-01T09:00:00Z");
      }
    }
  }

  /** {@code 30d}, {@code 12h}, {@code 15m}, {@code PT1H}. */
  public static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return ConfigOption.parseDuration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** As {@link DurationConverter}, or {@code 0} for not at all. */
  public static final class WaitConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.equals("0") ? Duration.ZERO : new DurationConverter().convert(text);
    }
  }
}
