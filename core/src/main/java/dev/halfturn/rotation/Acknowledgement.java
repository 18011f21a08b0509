// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody has read the reminders so far, and acts on them.
 *
 * @param rung the latest of them that people had been told; empty if there was none yet. It is not
 *     repeated any more; the next one is told as usual
 * @param at when, UTC
 * @param until until then nothing is told that comes before the last week; UTC
 * @param reason one line, 1 to {@value #MAX_REASON} characters without controls
 */
public record Acknowledgement(
    Optional<Rung> rung, Instant at, Optional<Instant> until, String reason) {

  /** Longest reason, in characters. */
  public static final int MAX_REASON = 60;

  private static final Pattern REASON =
      Pattern.compile(
          "[^\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]{1,"
              + MAX_REASON
              + "}");

  public Acknowledgement {
    Objects.requireNonNull(rung);
    Objects.requireNonNull(at);
    Objects.requireNonNull(until);
    if (!isReason(reason)) {
      throw new IllegalArgumentException("a reason is one short line");
    }
  }

  /** Whether a text may be a reason. */
  public static boolean isReason(String text) {
    return !text.isBlank() && REASON.matcher(text).matches();
  }

  /** Whether a repetition of this rung is not wanted any more. */
  boolean ends(Rung told) {
    return rung.map(known -> known.compareTo(told) >= 0).orElse(false);
  }

  /** Whether what comes due then is not to be told. */
  boolean silences(Instant due) {
    return until.map(due::isBefore).orElse(false);
  }
}
