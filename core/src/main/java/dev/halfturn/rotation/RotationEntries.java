// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Reads and changes an application's rotation record and inbox. Each change is derived from what
 * was just read and, where the store can compare, written only if that is still so: another process
 * may be at work on the same application.
 */
final class RotationEntries {

  static final int MAX_TRIES = 20;

  private final Secrets secrets;

  RotationEntries(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads all entries of an application.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it has no client secret
   */
  Snapshot read(String app) {
    SecretName current = CredentialNames.clientSecret(app);
    SecretName previous = CredentialNames.previous(app);
    SecretName inbox = CredentialNames.inbox(app);
    SecretName record = CredentialNames.rotation(app);
    SecretName clientId = CredentialNames.clientId(app);
    SecretName stragglers = CredentialNames.stragglers(app);
    Map<SecretName, StoredSecret> found =
        secrets.findAll(Set.of(current, previous, inbox, record, clientId, stragglers));
    if (!found.containsKey(current)) {
      throw noClientSecret(secrets, app);
    }
    return new Snapshot(
        app,
        found.get(current),
        Optional.ofNullable(found.get(previous)).map(StoredSecret::value),
        Optional.ofNullable(found.get(inbox)).map(StoredSecret::value),
        Optional.ofNullable(found.get(record))
            .map(stored -> RecordCodec.decode(record, stored.value())),
        Optional.ofNullable(found.get(clientId)).flatMap(RotationEntries::text),
        Optional.ofNullable(found.get(stragglers))
            .map(stored -> Stragglers.decode(stored.value()))
            .orElse(Collections.emptySortedMap()));
  }

  /**
   * Reads all entries of an application, with its record as it should be: begun if there is none, a
   * new life if the secret was changed by somebody else. Writes nothing.
   */
  Snapshot readAdopted(String app, RotationContext context) {
    return adopted(read(app), context);
  }

  /** As {@link #readAdopted}, and the record lies in the store like that. */
  Snapshot readTracked(String app, RotationContext context) {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Snapshot seen = read(app);
      Snapshot adopted = adopted(seen, context);
      boolean unchanged =
          updateRecord(
                  app, known -> known.equals(seen.known()) ? adopted.known() : Optional.empty())
              .isPresent();
      if (unchanged) {
        return adopted;
      }
    }
    throw busy(CredentialNames.rotation(app));
  }

  /**
   * With the record as it should be. A secret that lies in the inbox keeps its place in the order
   * of secrets, whoever has put it in the current one's place: the newest wins in any order of
   * writers.
   */
  static Snapshot adopted(Snapshot seen, RotationContext context) {
    FingerprintKey key =
        seen.known()
            .map(RotationRecord::key)
            .orElseGet(() -> FingerprintKey.random(context.random()));
    Observation observation =
        Observation.ofSecret(key, seen.current(), Collections.emptySortedSet());
    Instant now = Fields.milliseconds(context.clock().instant());
    RotationRecord adopted = RotationEngine.adopt(context.policy(), seen.known(), observation, now);
    Optional<RotationRecord> before = seen.known().filter(known -> !known.isOfSameSecret(adopted));
    return seen.with(
        before
            .flatMap(
                known -> received(seen.with(adopted)).map(item -> placed(known, adopted, item)))
            .orElse(adopted));
  }

  /** How the current secret lies in the inbox, if that says that it is older. */
  private static Optional<InboxItem> received(Snapshot adopted) {
    try {
      return adopted
          .inbox()
          .find(adopted.current().value())
          .filter(InboxItem::isCandidate)
          .filter(item -> item.eventTime().isBefore(adopted.record().current().eventTime()));
    } catch (HalfturnException e) {
      return Optional.empty(); // damage to the inbox stops nothing else
    }
  }

  private static RotationRecord placed(
      RotationRecord before, RotationRecord adopted, InboxItem item) {
    Expiry expiry = item.expiry().or(() -> adopted.current().expiry()).orElseThrow();
    return adopted
        .withConfirmed(item.eventTime(), expiry)
        .withRequest(before.request().filter(asked -> !asked.isAnsweredBy(item.eventTime())));
  }

  private static Optional<String> text(StoredSecret stored) {
    try {
      return Optional.of(stored.value().revealUtf8());
    } catch (HalfturnException e) {
      return Optional.empty(); // only shown, and not text cannot be shown
    }
  }

  /**
   * Changes the record.
   *
   * @param change from what lies there to what shall; empty to leave it, and may be called again if
   *     somebody else wrote meanwhile
   * @return the record as it lies there now; empty if it was left
   */
  Optional<RotationRecord> updateRecord(
      String app, Function<Optional<RotationRecord>, Optional<RotationRecord>> change) {
    SecretName name = CredentialNames.rotation(app);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<StoredSecret> stored = secrets.find(name);
      Optional<RotationRecord> known = stored.map(entry -> RecordCodec.decode(name, entry.value()));
      Optional<RotationRecord> changed = change.apply(known);
      if (changed.isEmpty() || changed.equals(known)) {
        return changed;
      }
      if (put(name, RecordCodec.encode(changed.get()), stored)) {
        return changed;
      }
    }
    throw busy(name);
  }

  /**
   * Changes the inbox; durable, and read back, when this returns.
   *
   * @param change from what lies there to what shall; may be called again if somebody else wrote
   *     meanwhile
   */
  void updateInbox(String app, Function<Inbox, Inbox> change) {
    SecretName name = CredentialNames.inbox(app);
    // where the store does not even notice races, two threads of this process must not have one
    secrets.inTurn(name, () -> updateInbox(name, change));
  }

  private void updateInbox(SecretName name, Function<Inbox, Inbox> change) {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<StoredSecret> stored = secrets.find(name);
      Inbox known = stored.map(entry -> InboxCodec.decode(name, entry.value())).orElse(Inbox.EMPTY);
      Inbox changed = change.apply(known);
      if (changed.equals(known)) {
        return;
      }
      SecretValue value = InboxCodec.encode(changed);
      if (put(name, value, stored)
          && secrets.find(name).map(StoredSecret::value).equals(Optional.of(value))) {
        return;
      }
    }
    throw busy(name);
  }

  /**
   * Writes the inbox as it is, an empty one if there is none, and reads it back. Left alone where
   * the store does not compare: a secret that somebody has put into it meanwhile would be undone,
   * and put back only by a process that lives long enough.
   */
  void rewriteInbox(String app) {
    SecretName name = CredentialNames.inbox(app);
    if (secrets.capability(ConditionalSecretStore.class).isEmpty()) {
      return;
    }
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<StoredSecret> stored = secrets.find(name);
      SecretValue value =
          stored.map(StoredSecret::value).orElseGet(() -> InboxCodec.encode(Inbox.EMPTY));
      if (put(name, value, stored)
          && secrets.find(name).map(StoredSecret::value).equals(Optional.of(value))) {
        return;
      }
    }
    throw busy(name);
  }

  /** Remembers that somebody works with the secret before the current one; once a day. */
  void noteStraggler(String app, String consumer, Instant now) {
    SecretName name = CredentialNames.stragglers(app);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<StoredSecret> stored = secrets.find(name);
      SortedMap<String, Instant> known =
          stored
              .map(entry -> Stragglers.decode(entry.value()))
              .orElse(Collections.emptySortedMap());
      Optional<SortedMap<String, Instant>> changed = Stragglers.with(known, consumer, now);
      if (changed.isEmpty() || put(name, Stragglers.encode(changed.get()), stored)) {
        return;
      }
    }
    throw busy(name);
  }

  /**
   * Tells a store that shows expiry dates itself when the current secret ends, if that is known.
   */
  void markExpiry(String app, Optional<Expiry> expiry) {
    expiry.ifPresent(
        life -> secrets.markExpiry(CredentialNames.clientSecret(app), life.expiresAt()));
  }

  private boolean put(SecretName name, SecretValue value, Optional<StoredSecret> replaced) {
    return secrets.putIfUnchanged(name, value, replaced.map(entry -> entry.version().id()));
  }

  static HalfturnException noClientSecret(Secrets secrets, String app) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.NOT_FOUND,
                "application '"
                    + app
                    + "' has no client secret in store '"
                    + secrets.storeName()
                    + "'")
            .withHint("add it: halfturn app add " + app));
  }

  static HalfturnException busy(SecretName name) {
    return new HalfturnException(
        Problem.of(ErrorCode.CONFLICT, "entry '" + name + "' is being changed by somebody else")
            .withHint("try again"));
  }
}
