// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.secrets.CredentialNames;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears up after a rotation whose old secret is dead. What is removed here cannot be had again, so
 * neither this computer's clock alone decides nor what was seen a moment ago: another process may
 * be rotating.
 */
final class Settlement {

  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Claims claims;

  Settlement(RotationContext context, RotationEntries entries, SecretTrial trial) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.claims = new Claims(context);
  }

  /**
   * Removes {@code previous} and the claims, drops from the inbox what a rotation has overtaken,
   * forgets the journal, if it is time, by Amazon's clock too, and the current secret works. An
   * answer of Amazon's that does not tell the time is not enough. May be cut off after any of its
   * writes and called again.
   *
   * @return whether it was time
   */
  boolean settle(String app) {
    Snapshot seen = entries.readTracked(app, context);
    Instant now = Fields.milliseconds(context.clock().instant());
    if (!isDue(seen, now)) {
      return false;
    }
    TrialResult result = trial.attempt(app, seen.current().value());
    if (!result.works() || result.serverTime().isEmpty()) {
      return false;
    }
    Instant time = RotationEngine.earlier(now, result.serverTime().get());
    Snapshot fresh = entries.readTracked(app, context);
    if (!isDue(fresh, time)) {
      return false;
    }
    clearUp(fresh, time);
    log.info("{}: the previous client secret has ended and was removed", app);
    AuditEvent settled = AuditEvent.of(AuditAction.ROTATION_SETTLED, app);
    context
        .audit()
        .record(
            fresh
                .record()
                .previous()
                .map(retired -> settled.of(retired.fingerprint().shortForm()))
                .orElse(settled));
    return true;
  }

  /** Whether it is time, the clock of this computer apart. */
  boolean isDue(Snapshot seen, Instant time) {
    return RotationEngine.settleAt(context.policy(), seen.record())
        .map(due -> !time.isBefore(due))
        .orElse(false);
  }

  private void clearUp(Snapshot seen, Instant time) {
    String app = seen.app();
    Optional<RetiredSecret> retired = seen.record().previous();
    boolean sameAsTracked =
        seen.previous()
            .map(value -> seen.fingerprint(value).equals(retired.orElseThrow().fingerprint()))
            .orElse(false);
    if (sameAsTracked) {
      context.secrets().delete(CredentialNames.previous(app));
    }
    // whoever promotes another secret just now has put the current one where it was just deleted;
    // then it is still in the inbox, and has to stay there
    Snapshot after = entries.readTracked(app, context);
    if (after.current().value().equals(seen.current().value())) {
      boolean rotating = isRotating(after, time);
      entries.updateInbox(app, inbox -> inbox.without(item -> isOver(item, after, rotating, time)));
    }
    claims.release(app);
    entries.updateRecord(
        app,
        known ->
            known
                .filter(record -> record.previous().equals(retired))
                .map(
                    record ->
                        record
                            .withoutPrevious()
                            .withJournal(
                                record
                                    .journal()
                                    .filter(journal -> journal.confirmedAt().isEmpty()))));
  }

  private static boolean isRotating(Snapshot seen, Instant time) {
    return !seen.candidates(time).isEmpty()
        || seen.record().journal().filter(journal -> journal.confirmedAt().isEmpty()).isPresent();
  }

  /** Whether Amazon no longer accepts it, or it lies safely in the current one's place. */
  private static boolean isOver(InboxItem item, Snapshot seen, boolean rotating, Instant time) {
    if (item.value().equals(seen.current().value())) {
      return !rotating;
    }
    boolean dead =
        item.expiry()
            .map(expiry -> !time.isBefore(expiry.expiresAt().plus(RotationEngine.SETTLE_MARGIN)))
            .orElse(false);
    // as old as the previous one or older, and that has been dead for a day
    boolean overtaken =
        item.isCandidate() && !item.eventTime().isAfter(seen.record().current().eventTime());
    return dead || overtaken;
  }
}
