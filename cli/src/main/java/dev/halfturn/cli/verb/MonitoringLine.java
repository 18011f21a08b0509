// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a monitoring system is told: one line {@code TEXT | perfdata}, and a level that becomes the
 * exit status.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html">Monitoring plug-ins
 *     guidelines</a>
 */
final class MonitoringLine {

  /** Levels, mildest first. */
  enum Level {
    OK(0),
    WARNING(1),
    CRITICAL(2),
    UNKNOWN(3);

    private final int status;

    Level(int status) {
      this.status = status;
    }

    /** The exit status that says so. */
    int status() {
      return status;
    }

    /** The graver of the two; what is critical is not hidden by something unknown. */
    Level and(Level other) {
      if (this == CRITICAL || other == CRITICAL) {
        return CRITICAL;
      }
      return compareTo(other) >= 0 ? this : other;
    }
  }

  private final long warningDays;
  private final long criticalDays;
  private Level level = Level.OK;
  private final List<String> texts = new ArrayList<>();
  private final List<String> data = new ArrayList<>();

  MonitoringLine(Duration warning, Duration critical) {
    this.warningDays = warning.toDays();
    this.criticalDays = critical.toDays();
  }

  void add(RotationStatus status) {
    Level own = level(status);
    texts.add(text(status));
    level = level.and(own);
    for (Condition condition : status.conditions()) {
      if (condition.severity() != Severity.INFO) {
        level =
            level.and(condition.severity() == Severity.CRITICAL ? Level.CRITICAL : Level.WARNING);
        texts.add(status.app() + " " + condition.type());
      }
    }
    OptionalLong left = status.secret().daysLeft();
    status
        .secret()
        .expiry()
        .ifPresent(
            expiry ->
                data.add(
                    "'"
                        + status.app()
                        + "'="
                        + left.orElseThrow()
                        + ";"
                        + warningDays
                        + ":;"
                        + criticalDays
                        + ":;0;"
                        + Duration.between(expiry.issuedAt(), expiry.expiresAt()).toDays()));
  }

  void unknown(String text) {
    level = level.and(Level.UNKNOWN);
    texts.add(text);
  }

  Level level() {
    return level;
  }

  @Override
  public String toString() {
    return "HALFTURN "
        + level
        + " - "
        + String.join(", ", texts)
        + (data.isEmpty() ? "" : " | " + String.join(" ", data));
  }

  private Level level(RotationStatus status) {
    OptionalLong left = status.secret().daysLeft();
    if (left.isEmpty()) {
      return Level.UNKNOWN;
    }
    if (status.state() == RotationStatus.State.EXPIRED || left.getAsLong() < criticalDays) {
      return Level.CRITICAL;
    }
    return left.getAsLong() < warningDays ? Level.WARNING : Level.OK;
  }

  private static String text(RotationStatus status) {
    return status
        .secret()
        .expiry()
        .map(
            expiry ->
                status.app()
                    + (expiry.expiredAt(status.at()) ? " expired " : " expires in ")
                    + (expiry.expiredAt(status.at())
                        ? Dates.iso(expiry.expiresAt())
                        : expiry.daysLeft(status.at())
                            + "d ("
                            + Dates.iso(expiry.expiresAt())
                            + ")"))
        .orElse(status.app() + " expires at an unknown time");
  }
}
