// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The flag of verbs that can answer for another time than now. */
public final class Moment {

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converter.class,
      description = "Answer as of this time: 2026-12-01, an ISO-8601 instant, or +170d from now.")
  Optional<Point> at = Optional.empty();

  /** A point in time that may depend on the present. */
  interface Point {
    Instant from(Instant now);
  }

  /** An instant, or a duration with a plus sign. */
  static final class Converter implements ITypeConverter<Point> {
    @Override
    public Point convert(String text) {
      if (text.startsWith("+")) {
        Duration duration = new Moments.DurationConverter().convert(text.substring(1));
        return now -> now.plus(duration);
      }
      Instant instant = new Moments.InstantConverter().convert(text);
      return now -> instant;
    }
  }

  /** The time to answer for. */
  public Instant resolve(Instant now) {
    return at.map(point -> point.from(now)).orElse(now);
  }
}
