// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;

/**
 * Hours in which nobody is told what can wait.
 *
 * @param from the first moment, each day
 * @param to the first moment after them; the next day if that is earlier than {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to) {

  public QuietHours {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    RotationPolicy.require(!from.equals(to), "quiet-hours: must not begin and end at one time");
  }

  /** Whether a time of day is one of them. */
  boolean contain(LocalTime time) {
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }

  boolean contain(Instant moment, ZoneId zone) {
    return contain(moment.atZone(zone).toLocalTime());
  }

  /** The first moment after them; some moment within the last minute of an hour that is skipped. */
  Instant endAfter(Instant moment, ZoneId zone) {
    ZonedDateTime local = moment.atZone(zone);
    ZonedDateTime end = local.with(to);
    return (end.isAfter(local) ? end : local.plusDays(1).with(to)).toInstant();
  }
}
