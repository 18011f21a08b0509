// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * What somebody knows about when a client secret was made or ends.
 *
 * @param kind which of the two, if any
 * @param at when; empty if nobody knows, or if it was made today
 */
record Life(Kind kind, Optional<Instant> at) {

  /** What is known. */
  enum Kind {
    CREATED,
    EXPIRES,
    UNKNOWN
  }

  private static final Duration TOLERANCE = Duration.ofDays(1);

  /** {@code today}, {@code unknown}, or a date or an instant at which it was made. */
  static final class CreatedConverter implements ITypeConverter<Life> {
    @Override
    public Life convert(String text) {
      return switch (text) {
        case "today" -> new Life(Kind.CREATED, Optional.empty());
        case "unknown" -> new Life(Kind.UNKNOWN, Optional.empty());
        default ->
            new Life(Kind.CREATED, Optional.of(new Moments.InstantConverter().convert(text)));
      };
    }
  }

  /** A date or an instant at which it ends. */
  static final class ExpiresConverter implements ITypeConverter<Life> {
    @Override
    public Life convert(String text) {
      return new Life(Kind.EXPIRES, Optional.of(new Moments.InstantConverter().convert(text)));
    }
  }

  /**
   * Returns if a secret can have lived so.
   *
   * @param lifetime how long Amazon accepts one
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code DATE_IMPLAUSIBLE},
   *     if it would have been made in the future
   */
  void requirePlausible(Duration lifetime, Instant now) {
    Instant made = kind == Kind.EXPIRES ? at.orElseThrow().minus(lifetime) : at.orElse(now);
    if (made.isAfter(now.plus(TOLERANCE))) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "DATE_IMPLAUSIBLE",
                  "a client secret with that date would have been made in the future")
              .withHint(
                  "a client secret lives "
                      + lifetime.toDays()
                      + " days; read \"Rotate by\" in Amazon's console"));
    }
  }

  /** Has the tracker know it, too. */
  RotationStatus declare(Halfturn halfturn, String app, Instant now) {
    return switch (kind) {
      case CREATED ->
          halfturn
              .tracker()
              .declareIssued(
                  app, at.orElseGet(() -> now.truncatedTo(ChronoUnit.DAYS)), Provenance.DECLARED);
      case EXPIRES -> halfturn.tracker().declareExpiry(app, at.orElseThrow(), Provenance.DECLARED);
      case UNKNOWN -> halfturn.tracker().check(app);
    };
  }
}
