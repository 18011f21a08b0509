// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;

/** Tokens that were exchanged for with a secret which another takes the place of. Pure. */
final class OldTokens {

  /** Longer than a token lives whose exchange is still under way. */
  static final Duration LIFE = Duration.ofHours(2);

  private OldTokens() {}

  /**
   * Whether they serve to their own end. That is certain only if somebody has said when the secret
   * ends, since calls made with the tokens of an overdue one are refused whatever its overlap; if
   * that is far enough away; if somebody has said when the new one was made, with which the overlap
   * begins, and it goes on for long enough; and if no older one lives, because nobody knows what a
   * second rotation in an overlap does to that. An estimate is no such word: it counts from when a
   * secret came here, and so is the latest that can be.
   *
   * @param record before the promotion: its current secret is the one that is displaced
   * @param journal of the secret that displaces it
   * @param overlap for how long Amazon accepts both
   */
  static boolean serve(
      RotationRecord record, RotationJournal journal, Duration overlap, Instant clock) {
    TrackedSecret displaced = record.current();
    Instant now = RotationEngine.effectiveTime(record, clock);
    boolean livesOn =
        displaced
            .expiry()
            .filter(OldTokens::isCertain)
            .map(life -> !life.expiredAt(now.plus(LIFE)))
            .orElse(false);
    Instant overlapEnds =
        RotationEngine.earlier(journal.oldExpiresAt(), journal.expiry().issuedAt().plus(overlap));
    boolean olderLives = record.previous().map(old -> old.diesAt().isAfter(now)).orElse(false);
    return livesOn
        && !olderLives
        && !displaced.eventTime().isAfter(journal.eventTime())
        && isCertain(journal.expiry())
        && overlapEnds.isAfter(now.plus(LIFE));
  }

  private static boolean isCertain(Expiry life) {
    return life.source() != Provenance.ESTIMATED;
  }
}
