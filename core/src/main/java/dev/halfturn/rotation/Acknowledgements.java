// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks and remembers that somebody has read the reminders about a secret and acts on them. */
final class Acknowledgements {

  private static final Duration LONGEST_SILENCE = Duration.ofDays(366);

  private final RotationContext context;
  private final RotationEntries entries;

  Acknowledgements(RotationContext context, RotationEntries entries) {
    this.context = context;
    this.entries = entries;
  }

  /** The reminder that would not be repeated; reads only. */
  Optional<Rung> check(String app, Optional<Instant> until, String reason, Instant now) {
    requireSound(until, reason, now);
    return told(entries.readAdopted(app, context).record(), until, now);
  }

  /** Writes the acknowledgement. */
  void write(String app, Optional<Instant> until, String reason, Instant now) {
    requireSound(until, reason, now);
    entries.readTracked(app, context);
    entries.updateRecord(
        app,
        known ->
            known.map(
                record ->
                    record.withAcknowledgement(
                        new Acknowledgement(told(record, until, now), now, until, reason))));
  }

  private Optional<Rung> told(RotationRecord record, Optional<Instant> until, Instant now) {
    Optional<Rung> latest =
        new Ladder(context.policy(), record.current(), Optional.empty())
            .latestLoudDue(RotationEngine.effectiveTime(record, now))
            .map(Ladder.Due::rung);
    if (latest.isEmpty() && until.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "NOTHING_TO_ACKNOWLEDGE",
                  "no reminder is due yet, so there is nothing to acknowledge")
              .withHint("say until when nobody is to be told, by --until"));
    }
    return latest;
  }

  private static void requireSound(Optional<Instant> until, String reason, Instant now) {
    if (!Acknowledgement.isReason(reason)) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT,
              "a reason is one line of at most " + Acknowledgement.MAX_REASON + " characters"));
    }
    boolean isSoon =
        until.map(end -> end.isAfter(now) && end.isBefore(now.plus(LONGEST_SILENCE))).orElse(true);
    if (!isSoon) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT, "reminders can be silenced for at most a year from now"));
    }
  }
}
