// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.PastSecret.State;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts together what an application's entries tell of its client secrets. Pure. */
final class SecretHistory {

  private static final Comparator<PastSecret> NEWEST_FIRST =
      Comparator.comparing(
          secret -> secret.storedAt().orElse(Instant.MIN), Comparator.reverseOrder());

  private final Snapshot seen;
  private final List<PastSecret> secrets = new ArrayList<>();

  private SecretHistory(Snapshot seen) {
    this.seen = seen;
  }

  /**
   * The secrets, newest first; one that was current twice is there twice.
   *
   * @param seen the entries, with the record as it should be
   * @param versions of the current secret's entry that the store still has, newest first
   */
  static List<PastSecret> of(Snapshot seen, List<StoredSecret> versions) {
    SecretHistory history = new SecretHistory(seen);
    versions.forEach(history::addVersion);
    seen.previous().ifPresent(history::addPrevious);
    seen.inbox().items().forEach(history::addItem);
    return history.secrets.stream().sorted(NEWEST_FIRST).toList();
  }

  private void addVersion(StoredSecret stored) {
    Fingerprint fingerprint = seen.fingerprint(stored.value());
    boolean current = stored.version().equals(seen.current().version());
    secrets.add(
        new PastSecret(
            fingerprint,
            Optional.of(stored.version().id()),
            Optional.of(stored.version().createdAt()),
            current ? State.CURRENT : stateOfEarlier(stored.value()),
            current
                ? seen.record().current().expiry().map(Expiry::expiresAt)
                : endOfEarlier(stored.value(), fingerprint)));
  }

  private void addPrevious(SecretValue value) {
    Fingerprint fingerprint = seen.fingerprint(value);
    if (isUnknown(fingerprint)) {
      secrets.add(
          new PastSecret(
              fingerprint,
              Optional.empty(),
              Optional.empty(),
              State.PREVIOUS,
              endOfEarlier(value, fingerprint)));
    }
  }

  private void addItem(InboxItem item) {
    Fingerprint fingerprint = seen.fingerprint(item.value());
    if (isUnknown(fingerprint)) {
      secrets.add(
          new PastSecret(
              fingerprint,
              Optional.empty(),
              Optional.of(item.receivedAt()),
              state(item),
              item.expiry().map(Expiry::expiresAt)));
    }
  }

  private boolean isUnknown(Fingerprint fingerprint) {
    return secrets.stream().noneMatch(known -> known.fingerprint().equals(fingerprint));
  }

  private State stateOfEarlier(SecretValue value) {
    if (seen.previous().equals(Optional.of(value))) {
      return State.PREVIOUS;
    }
    return value.equals(seen.current().value())
        ? State.REPLACED
        : seen.inbox().find(value).map(SecretHistory::state).orElse(State.REPLACED);
  }

  private Optional<Instant> endOfEarlier(SecretValue value, Fingerprint fingerprint) {
    if (value.equals(seen.current().value())) {
      return Optional.empty();
    }
    return seen.record()
        .previous()
        .filter(known -> known.fingerprint().equals(fingerprint))
        .map(RetiredSecret::diesAt)
        .or(() -> seen.inbox().find(value).flatMap(InboxItem::expiry).map(Expiry::expiresAt));
  }

  private static State state(InboxItem item) {
    return switch (item.state()) {
      case RECEIVED -> State.RECEIVED;
      case SUSPECT -> State.SUSPECT;
      case KEPT -> State.KEPT;
    };
  }
}
