// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Optional;

/** How a rotation goes on from what is stored. Pure. */
final class Resumption {

  private Resumption() {}

  /**
   * The next step, clearing up aside.
   *
   * @param seen with the record as it should be
   */
  static ResumeStep next(Snapshot seen, RotationPolicy policy, Instant now) {
    if (toBegin(seen, policy, now).isPresent()) {
      return ResumeStep.TEST;
    }
    Optional<RotationJournal> journal = seen.record().journal();
    if (journal.isEmpty()) {
      return ResumeStep.NOTHING;
    }
    return journal.get().state() == RotationState.PROMOTED
        ? ofPromoted(seen, journal.get(), now)
        : ofCandidate(seen, policy, journal.get(), now);
  }

  /** The newest secret in the inbox that a journal is to be begun about. */
  static Optional<InboxItem> toBegin(Snapshot seen, RotationPolicy policy, Instant now) {
    boolean suspectsToo = mayBeginWithSuspects(seen, now);
    return seen.candidates(now).stream()
        .filter(
            item ->
                item.state() == InboxItem.State.SUSPECT
                    ? suspectsToo && !isGivenUp(item.receivedAt(), policy, now)
                    : isUnheard(item, seen))
        .findFirst();
  }

  /**
   * The newest secret in the inbox that no journal knows of and that is not known to be refused.
   *
   * @param seen with the record as it should be
   */
  static Optional<InboxItem> unheard(Snapshot seen, Instant now) {
    return seen.candidates(now).stream()
        .filter(item -> item.state() == InboxItem.State.RECEIVED)
        .filter(item -> isUnheard(item, seen))
        .findFirst();
  }

  /** Whether there is a new secret with which the rotation can go on. */
  static boolean waitsForProof(Snapshot seen, Instant now) {
    boolean unconfirmed =
        seen.record().journal().map(journal -> journal.confirmedAt().isEmpty()).orElse(false);
    return unconfirmed || unheard(seen, now).isPresent();
  }

  /** No journal knows of it: its receiver was cut off after the inbox was written. */
  private static boolean isUnheard(InboxItem item, Snapshot seen) {
    return seen.record()
        .journal()
        .map(
            known ->
                (item.eventTime().isAfter(known.eventTime()) || mayBeNewer(item, known, seen))
                    && !seen.fingerprint(item.value()).equals(known.candidate()))
        .orElse(true);
  }

  /** By what is known of the current secret, if the journal is about that and done with it. */
  private static boolean mayBeNewer(InboxItem item, RotationJournal known, Snapshot seen) {
    return known.confirmedAt().isPresent()
        && isCurrent(seen, known)
        && Snapshot.mayBeNewer(item, seen.record());
  }

  /**
   * Whether it is the turn of secrets that were refused: an older one that passed has the journal,
   * and is done with it for now, or none has.
   */
  private static boolean mayBeginWithSuspects(Snapshot seen, Instant now) {
    return seen.record()
        .journal()
        .map(
            known ->
                known.confirmedAt().isPresent() && isCurrent(seen, known) && !isEarly(known, now))
        .orElse(true);
  }

  private static ResumeStep ofPromoted(Snapshot seen, RotationJournal journal, Instant now) {
    if (!isCurrent(seen, journal)) {
      boolean overtaken = seen.record().current().eventTime().isAfter(journal.eventTime());
      return overtaken || seen.item(journal.candidate()).isEmpty()
          ? ResumeStep.GIVE_UP
          : ResumeStep.PUT_BACK;
    }
    if (journal.confirmedAt().isPresent()) {
      return ResumeStep.NOTHING;
    }
    return isEarly(journal, now) ? ResumeStep.WAIT : ResumeStep.CONFIRM;
  }

  private static ResumeStep ofCandidate(
      Snapshot seen, RotationPolicy policy, RotationJournal journal, Instant now) {
    if (isCurrent(seen, journal)) {
      return ResumeStep.CONFIRM;
    }
    if (isOver(seen, policy, journal, now)) {
      return ResumeStep.GIVE_UP;
    }
    return isEarly(journal, now) ? ResumeStep.WAIT : ResumeStep.TEST;
  }

  private static boolean isCurrent(Snapshot seen, RotationJournal journal) {
    return seen.record().current().fingerprint().equals(journal.candidate());
  }

  private static boolean isEarly(RotationJournal journal, Instant now) {
    return journal.trials().retryAt().filter(retryAt -> retryAt.isAfter(now)).isPresent();
  }

  /** Whether trying the journal's candidate any longer is pointless. */
  private static boolean isOver(
      Snapshot seen, RotationPolicy policy, RotationJournal journal, Instant now) {
    boolean waiting =
        seen.candidates(now).stream()
            .anyMatch(item -> seen.fingerprint(item.value()).equals(journal.candidate()));
    boolean givenUp =
        journal.trials().refusedSince().map(since -> isGivenUp(since, policy, now)).orElse(false);
    return !waiting || givenUp;
  }

  /** By then the secret it should have replaced is dead, and readers use the inbox if it works. */
  private static boolean isGivenUp(Instant refusedSince, RotationPolicy policy, Instant now) {
    return !now.isBefore(refusedSince.plus(policy.overlap()));
  }
}
