// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A rotation that somebody else was asked to begin: only one person may press the button in
 * Amazon's console, and it is rarely the one who runs the server. The new secret does not exist yet
 * and nothing has changed.
 *
 * @param rotationId by which that person goes on, as {@code R-7Q2F}
 * @param at when it was asked; at least a minute after it was asked before
 * @param to mail address of that person; empty if only those are told whom the notifiers know
 */
public record HandOver(String rotationId, Instant at, Optional<String> to) {

  private static final Duration TELLING_APART = Duration.ofMinutes(1);

  public HandOver {
    Objects.requireNonNull(rotationId);
    if (minute(at) < 0 || minute(at) > Rung.MAX_NUMBER) {
      throw new IllegalArgumentException("not a time at which anybody was asked");
    }
    if (!to.map(Notice::isAddress).orElse(true)) {
      throw new IllegalArgumentException("not a mail address");
    }
  }

  /** The same rotation asked for once more. */
  HandOver again(Instant now, Optional<String> newTo) {
    Instant next = at.plus(TELLING_APART);
    return new HandOver(rotationId, now.isAfter(next) ? now : next, newTo);
  }

  /** The occasion on which it is told: another one each time it is asked. */
  Rung rung() {
    return new Rung(Rung.Kind.HANDOVER, (int) minute(at));
  }

  private static long minute(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), TELLING_APART.toSeconds());
  }
}
