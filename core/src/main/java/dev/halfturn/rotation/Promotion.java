// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts a proved secret in the current one's place, and later clears up. Each method may be cut off
 * after any of its writes and called again; no order of these calls loses a secret.
 */
final class Promotion {

  private final RotationContext context;
  private final RotationEntries entries;
  private final Consumer<String> onPromoted;

  Promotion(RotationContext context, RotationEntries entries, Consumer<String> onPromoted) {
    this.context = context;
    this.entries = entries;
    this.onPromoted = onPromoted;
  }

  /**
   * Makes the item's secret the current one.
   *
   * @param journal of the item's secret, {@link RotationState#VERIFIED}
   */
  void promote(String app, RotationJournal journal, SecretValue candidate) {
    Snapshot seen = entries.readTracked(app, context);
    KeptSecret.previous(seen, context.policy(), now())
        .ifPresent(
            kept -> entries.updateInbox(app, inbox -> withRoom(inbox, candidate).with(kept)));
    if (!seen.current().value().equals(candidate)) {
      // previous first: a store that cannot write both at once must at no point lose the old one
      Map<SecretName, SecretValue> values = new LinkedHashMap<>();
      values.put(CredentialNames.previous(app), seen.current().value());
      values.put(CredentialNames.clientSecret(app), candidate);
      context.secrets().putAll(values);
    }
    finish(app, journal);
  }

  /** What is left to do once the journal's candidate lies in the current one's place. */
  void finish(String app, RotationJournal journal) {
    onPromoted.accept(app);
    entries.readTracked(app, context);
    Instant now = now();
    entries.updateRecord(
        app,
        known ->
            known.map(
                record ->
                    record.withJournal(
                        Optional.of(record.journal().orElse(journal).promoted(now)))));
    entries.markExpiry(app, Optional.of(journal.expiry()));
  }

  /** A secret that works may take the place of the oldest one that Amazon refuses. */
  static Inbox withRoom(Inbox inbox, SecretValue spared) {
    if (!inbox.isFull()) {
      return inbox;
    }
    Optional<InboxItem> oldest =
        inbox.items().stream()
            .filter(item -> item.state() == InboxItem.State.SUSPECT)
            .filter(item -> !item.value().equals(spared))
            .min(Comparator.comparing(InboxItem::eventTime));
    return oldest.map(item -> inbox.without(item::equals)).orElse(inbox);
  }

  /** Whether, at a time, the previous secret has been dead for a day. */
  boolean settleDue(Snapshot seen, Instant time) {
    return seen.record()
        .previous()
        .map(old -> !time.isBefore(old.diesAt().plus(RotationEngine.SETTLE_MARGIN)))
        .orElse(false);
  }

  /**
   * Removes {@code previous}, drops from the inbox what a rotation has overtaken, forgets the
   * journal.
   */
  void settle(Snapshot seen) {
    Instant now = now();
    String app = seen.app();
    Optional<RetiredSecret> retired = seen.record().previous();
    boolean sameAsTracked =
        seen.previous()
            .map(value -> seen.fingerprint(value).equals(retired.orElseThrow().fingerprint()))
            .orElse(false);
    if (sameAsTracked) {
      context.secrets().delete(CredentialNames.previous(app));
    }
    entries.updateInbox(app, inbox -> inbox.without(item -> isOver(item, seen, now)));
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

  /** Whether Amazon no longer accepts it, or it lies in the current one's place. */
  private static boolean isOver(InboxItem item, Snapshot seen, Instant now) {
    boolean dead =
        item.expiry()
            .map(expiry -> !now.isBefore(expiry.expiresAt().plus(RotationEngine.SETTLE_MARGIN)))
            .orElse(false);
    boolean overtaken =
        item.isCandidate() && !item.eventTime().isAfter(seen.record().current().eventTime());
    return dead || overtaken || item.value().equals(seen.current().value());
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
