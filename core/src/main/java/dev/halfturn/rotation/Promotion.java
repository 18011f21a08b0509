// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts a proved secret in the current one's place. Each method may be cut off after any of its
 * writes and called again; no order of these calls loses a secret.
 */
final class Promotion {

  private final RotationContext context;
  private final RotationEntries entries;
  private final Consumer<String> onPromoted;
  private final Consumer<String> onOverlap;

  Promotion(
      RotationContext context,
      RotationEntries entries,
      Consumer<String> onPromoted,
      Consumer<String> onOverlap) {
    this.context = context;
    this.entries = entries;
    this.onPromoted = onPromoted;
    this.onOverlap = onOverlap;
  }

  /**
   * Makes the item's secret the current one, unless a newer one is that already.
   *
   * @param journal of the item's secret, {@link RotationState#VERIFIED}
   */
  void promote(String app, RotationJournal journal, SecretValue candidate) {
    for (int tries = 0; tries < RotationEntries.MAX_TRIES; tries++) {
      if (isPromoted(app, journal, candidate)) {
        return;
      }
    }
    throw RotationEntries.busy(CredentialNames.clientSecret(app));
  }

  /** Whether nothing is left to do; not so if somebody has just put another secret in place. */
  private boolean isPromoted(String app, RotationJournal journal, SecretValue candidate) {
    Snapshot seen = entries.readTracked(app, context);
    if (seen.item(journal.candidate())
        .filter(item -> Snapshot.isOvertaken(item, seen.record()))
        .isPresent()) {
      return true;
    }
    Instant now = Fields.milliseconds(context.clock().instant());
    KeptSecret.previous(seen, context.policy(), now)
        .ifPresent(
            kept ->
                entries.updateInbox(app, inbox -> Intake.withRoom(inbox, candidate).with(kept)));
    boolean tokensServe = false;
    if (!seen.current().value().equals(candidate)) {
      tokensServe = OldTokens.serve(seen.record(), journal, context.policy().overlap(), now);
      keepIfNewer(seen, journal, candidate);
      if (!entries.read(app).current().value().equals(seen.current().value())) {
        return false;
      }
      // previous first: a store that cannot write both at once must at no point lose the old one
      Map<SecretName, SecretValue> values = new LinkedHashMap<>();
      values.put(CredentialNames.previous(app), seen.current().value());
      values.put(CredentialNames.clientSecret(app), candidate);
      context.secrets().putAll(values);
    }
    finish(app, journal, tokensServe ? onOverlap : onPromoted);
    return true;
  }

  /**
   * By its local date the current one is the newer of the two, so Amazon's end of the older one may
   * not be its own: it stays within the readers' reach, and does not come back by itself.
   */
  private void keepIfNewer(Snapshot seen, RotationJournal journal, SecretValue candidate) {
    TrackedSecret current = seen.record().current();
    if (!current.eventTime().isAfter(journal.eventTime())) {
      return;
    }
    SecretValue value = seen.current().value();
    InboxItem kept =
        seen.inbox()
            .find(value)
            .map(item -> item.withState(InboxItem.State.KEPT))
            .orElseGet(
                () ->
                    KeptSecret.item(
                        current,
                        value,
                        context.policy(),
                        Fields.milliseconds(context.clock().instant())));
    entries.updateInbox(
        seen.app(),
        inbox -> {
          Inbox roomy = Intake.withRoom(inbox, candidate);
          return roomy.isFull() && roomy.find(value).isEmpty() ? inbox : roomy.with(kept);
        });
  }

  /** What is left to do once the journal's candidate lies in the current one's place. */
  void finish(String app, RotationJournal journal) {
    finish(app, journal, onPromoted); // what was known of the old one may be gone
  }

  private void finish(String app, RotationJournal journal, Consumer<String> told) {
    told.accept(app);
    entries.readTracked(app, context);
    Instant now = Fields.milliseconds(context.clock().instant());
    Optional<RotationRecord> finished =
        entries.updateRecord(
            app,
            known ->
                known.map(
                    record -> record.withJournal(Optional.of(promoted(record, journal, now)))));
    entries.markExpiry(app, finished.flatMap(record -> record.current().expiry()));
    context
        .audit()
        .record(
            AuditEvent.of(AuditAction.ROTATION_PROMOTED, app)
                .of(journal.candidate().shortForm())
                .with("rotation " + journal.rotationId() + ", in place of " + journal.from()));
  }

  /**
   * The journal to go on with. Where another process has put a newer secret in place meanwhile, it
   * is that one's, which puts it back if it has been overwritten.
   */
  private static RotationJournal promoted(
      RotationRecord record, RotationJournal journal, Instant now) {
    RotationJournal next =
        record
            .journal()
            .filter(stored -> isSame(stored, journal) || isOfNewerOne(stored, journal))
            .orElse(journal);
    boolean newerInPlace =
        !isSame(next, journal) && next.candidate().equals(record.current().fingerprint());
    return newerInPlace ? next : next.promoted(now);
  }

  private static boolean isSame(RotationJournal stored, RotationJournal journal) {
    return stored.candidate().equals(journal.candidate());
  }

  private static boolean isOfNewerOne(RotationJournal stored, RotationJournal journal) {
    return stored.state() == RotationState.PROMOTED
        && stored.eventTime().isAfter(journal.eventTime());
  }
}
