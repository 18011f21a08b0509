// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client secrets of an application that Amazon may accept, in the order in which a reader tries
 * them when it is refused: current, inbox, previous, and last what Amazon has refused so far.
 *
 * @param current the one to use
 * @param inbox received or kept secrets, newest first
 * @param previous the one before, unless it is known to be dead
 * @param refused those of the inbox that Amazon has not accepted so far, newest first: to be tried
 *     after all others
 */
public record CandidateSecrets(
    SecretValue current,
    List<SecretValue> inbox,
    Optional<SecretValue> previous,
    List<SecretValue> refused) {

  private static final Logger log = LoggerFactory.getLogger(CandidateSecrets.class);

  public CandidateSecrets {
    Objects.requireNonNull(current);
    inbox = List.copyOf(inbox);
    Objects.requireNonNull(previous);
    refused = List.copyOf(refused);
  }

  /**
   * Reads them from the store, past every cache. A damaged inbox or rotation record is logged and
   * passed over: who only needs a token must not fail because of it.
   *
   * @param now to tell whether the previous one is dead, UTC
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret
   */
  public static CandidateSecrets read(Secrets secrets, String app, Instant now) {
    return of(secrets, app, secrets.findAll(names(app)), now);
  }

  /** The entries that are looked at. */
  static Set<SecretName> names(String app) {
    return Set.of(
        CredentialNames.clientSecret(app),
        CredentialNames.previous(app),
        CredentialNames.inbox(app),
        CredentialNames.rotation(app));
  }

  /** From what was {@linkplain #names read}. */
  static CandidateSecrets of(
      Secrets secrets, String app, Map<SecretName, StoredSecret> found, Instant now) {
    SecretName currentName = CredentialNames.clientSecret(app);
    SecretName previousName = CredentialNames.previous(app);
    SecretName inboxName = CredentialNames.inbox(app);
    SecretName recordName = CredentialNames.rotation(app);
    if (!found.containsKey(currentName)) {
      throw RotationEntries.noClientSecret(secrets, app);
    }
    Inbox inbox =
        value(found, inboxName)
            .flatMap(json -> readable(app, () -> InboxCodec.decode(inboxName, json)))
            .orElse(Inbox.EMPTY);
    Optional<RotationRecord> record =
        value(found, recordName)
            .flatMap(json -> readable(app, () -> RecordCodec.decode(recordName, json)));
    Optional<SecretValue> previous =
        value(found, previousName)
            .filter(secret -> record.map(known -> mayLive(known, secret, now)).orElse(true));
    return new CandidateSecrets(
        found.get(currentName).value(), inbox.values(), previous, inbox.refused());
  }

  private static Optional<SecretValue> value(Map<SecretName, StoredSecret> found, SecretName name) {
    return Optional.ofNullable(found.get(name)).map(StoredSecret::value);
  }

  private static <T> Optional<T> readable(String app, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (HalfturnException e) {
      log.warn("{}: {}", app, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean mayLive(RotationRecord record, SecretValue secret, Instant now) {
    return record
        .previous()
        .filter(old -> old.fingerprint().equals(record.key().of(secret)))
        .map(old -> old.diesAt().plus(RotationEngine.SETTLE_MARGIN).isAfter(now))
        .orElse(true);
  }
}
