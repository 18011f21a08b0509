// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.secrets.CredentialNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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

  /** Longer than Amazon was ever seen to take until it accepts a new secret. */
  private static final Duration BEFORE_MADE_UP = Duration.ofDays(1);

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

  /**
   * Makes room in a full inbox: by settling, if it is time; else by removing one secret that was
   * never to become current, has lain there for a day, by Amazon's clock too, and is refused by
   * Amazon, which accepts the current one before and after. Anybody can have made that up who gets
   * a message into the queue.
   *
   * @return whether there is room
   */
  boolean makeRoom(String app) {
    settle(app);
    Snapshot seen = entries.readTracked(app, context);
    if (!seen.inbox().isFull()) {
      return true;
    }
    Instant now = context.clock().instant();
    if (keptForADay(seen, now).isEmpty()) {
      return false;
    }
    TrialResult current = trial.attempt(app, seen.current().value());
    if (!current.works() || current.serverTime().isEmpty()) {
      return false; // as with a wrong client id, by which every secret is refused
    }
    Optional<InboxItem> madeUp =
        keptForADay(seen, RotationEngine.earlier(now, current.serverTime().get())).stream()
            .filter(item -> trial.attempt(app, item.value()).verdict() == Verdict.REFUSED)
            .findFirst();
    // Amazon may have begun meanwhile to refuse everything
    return madeUp.isPresent()
        && trial.attempt(app, seen.current().value()).works()
        && isDiscarded(seen, madeUp.get());
  }

  private static List<InboxItem> keptForADay(Snapshot seen, Instant time) {
    Instant aDayAgo = time.minus(BEFORE_MADE_UP);
    return seen.inbox().items().stream()
        .filter(item -> !item.isCandidate() && !item.receivedAt().isAfter(aDayAgo))
        .sorted(Comparator.comparing(InboxItem::receivedAt))
        .toList();
  }

  /** Not so if somebody has learned more about it meanwhile: then it stays. */
  private boolean isDiscarded(Snapshot seen, InboxItem madeUp) {
    String app = seen.app();
    entries.updateInbox(app, inbox -> inbox.without(madeUp::equals));
    if (entries.readTracked(app, context).inbox().find(madeUp.value()).isPresent()) {
      return false;
    }
    Fingerprint fingerprint = seen.fingerprint(madeUp.value());
    log.warn(
        "{}: secret {} made room in the inbox: it came a day ago or more, was never to become"
            + " current, and amazon refuses it",
        app,
        fingerprint);
    context
        .audit()
        .record(
            AuditEvent.of(AuditAction.SECRET_DISCARDED, app)
                .of(fingerprint.shortForm())
                .with("amazon refuses it, to make room in a full inbox"));
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
