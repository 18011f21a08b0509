// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The entries of one application, read at once.
 *
 * @param app its name
 * @param current the client secret
 * @param previous the one before
 * @param inboxEntry received secrets, as they lie there
 * @param known the rotation record
 * @param clientId the client id, which is not secret
 * @param stragglers who still works with the secret before the current one, and when last
 */
record Snapshot(
    String app,
    StoredSecret current,
    Optional<SecretValue> previous,
    Optional<SecretValue> inboxEntry,
    Optional<RotationRecord> known,
    Optional<String> clientId,
    SortedMap<String, Instant> stragglers) {

  Snapshot with(RotationRecord record) {
    return new Snapshot(
        app, current, previous, inboxEntry, Optional.of(record), clientId, stragglers);
  }

  /** The record of an application that is tracked. */
  RotationRecord record() {
    return known.orElseThrow();
  }

  /** The received secrets; read only when needed, so that damage to them stops nothing else. */
  Inbox inbox() {
    return inboxEntry
        .map(json -> InboxCodec.decode(CredentialNames.inbox(app), json))
        .orElse(Inbox.EMPTY);
  }

  Fingerprint fingerprint(SecretValue value) {
    return record().key().of(value);
  }

  /** The place of a secret received now: the newest, whatever the clocks of others say. */
  Instant newest(Instant now) {
    Instant afterCurrent = record().current().eventTime().plusMillis(1);
    return afterCurrent.isAfter(now) ? afterCurrent : now;
  }

  /** The secrets that may replace the current one, newest first. */
  List<InboxItem> candidates(Instant now) {
    return inbox().items().stream()
        .filter(InboxItem::isCandidate)
        .filter(item -> mayBeNewer(item, record()))
        .filter(item -> !item.value().equals(current.value()))
        .filter(item -> item.expiry().map(expiry -> !expiry.expiredAt(now)).orElse(true))
        .toList();
  }

  /**
   * Whether the item's secret may have been made after the current one. Where Amazon has not said
   * when it made that, whatever a message has brought since may have been.
   */
  static boolean mayBeNewer(InboxItem item, RotationRecord record) {
    TrackedSecret current = record.current();
    Instant inPlace =
        record
            .journal()
            .filter(journal -> journal.candidate().equals(current.fingerprint()))
            .flatMap(RotationJournal::promotedAt)
            .map(at -> RotationEngine.later(at, current.eventTime()))
            .orElse(current.eventTime());
    return item.eventTime().isAfter(current.eventTime())
        || (!current.isDatedByAmazon() && item.receivedAt().isAfter(inPlace));
  }

  /** Whether a secret that is certainly newer than the item's has become the current one. */
  static boolean isOvertaken(InboxItem item, RotationRecord record) {
    return record.current().eventTime().isAfter(item.eventTime()) && !mayBeNewer(item, record);
  }

  /** The item whose secret has this fingerprint. */
  Optional<InboxItem> item(Fingerprint fingerprint) {
    return inbox().items().stream()
        .filter(item -> fingerprint(item.value()).equals(fingerprint))
        .findFirst();
  }
}
