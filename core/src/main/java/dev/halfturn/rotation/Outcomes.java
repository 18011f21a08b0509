// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationOutcome.Kind;
import java.time.Instant;
import java.util.Optional;

/** Outcomes, from the record that holds them. */
final class Outcomes {

  private Outcomes() {}

  static RotationOutcome nothing(String app) {
    return new RotationOutcome(
        app,
        Kind.NOTHING_TO_DO,
        RotationState.IDLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** Where the record says its rotation stands. */
  static RotationOutcome of(String app, RotationRecord record, Instant now) {
    if (record.journal().isEmpty()) {
      return nothing(app);
    }
    RotationJournal journal = record.journal().get();
    Trials trials = journal.trials();
    boolean finished = journal.confirmedAt().isPresent();
    return new RotationOutcome(
        app,
        finished ? Kind.FINISHED : Kind.PENDING,
        journal.state(),
        Optional.of(journal.rotationId()),
        finished ? Optional.empty() : Optional.of(trials.retryAt().orElse(now)),
        Optional.of(journal.from()),
        Optional.of(journal.candidate()),
        Optional.of(journal.expiry()),
        journal.promotedAt().map(promoted -> journal.oldExpiresAt()),
        trials.count(),
        trials.refusedSince(),
        journal.lastError());
  }
}
