// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.SecretReplacement;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts a secret in the current one's place untried, because a person says so. */
final class Replacement implements SecretReplacement {

  private final RotationContext context;
  private final RotationEntries entries;

  Replacement(RotationContext context, RotationEntries entries) {
    this.context = context;
    this.entries = entries;
  }

  @Override
  public void replace(String app, SecretValue secret, Map<SecretName, SecretValue> besides) {
    Snapshot seen = entries.readTracked(app, context);
    if (seen.current().value().equals(secret)) {
      context.secrets().putAll(besides);
      return;
    }
    Instant now = Fields.milliseconds(context.clock().instant());
    Optional<InboxItem> kept = KeptSecret.previous(seen, context.policy(), now);
    Optional<InboxItem> earlier =
        seen.inbox().find(secret).or(() -> kept.filter(item -> item.value().equals(secret)));
    Optional<Expiry> expiry =
        wasPrevious(seen, secret)
            .map(known -> rest(known.diesAt()))
            .or(() -> earlier.flatMap(InboxItem::expiry));
    InboxItem item = InboxItem.received(seen, secret, expiry, earlier, context.policy(), now);
    // the new one too: a rotator at work next door may overwrite the current one once more
    entries.updateInbox(app, inbox -> kept.map(inbox::with).orElse(inbox).with(item));
    // previous first: a store that cannot write all at once must at no point lose the old one
    Map<SecretName, SecretValue> values = new LinkedHashMap<>();
    values.put(CredentialNames.previous(app), seen.current().value());
    values.putAll(besides);
    values.put(CredentialNames.clientSecret(app), secret);
    context.secrets().putAll(values);
    track(seen, item, now);
  }

  /**
   * What Amazon was asked for ends the current secret, and would lie in the way of what a person
   * puts in place untried.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code
   *     ROTATION_UNDER_WAY}, if it may still arrive
   */
  static void requireNothingAwaited(Snapshot seen) {
    if (seen.record().request().filter(SecretRequest::isOutstanding).isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "ROTATION_UNDER_WAY",
                  "Amazon was asked for a new secret of '"
                      + seen.app()
                      + "', which has not arrived yet")
              .withHint(
                  "wait for it: halfturn rotate "
                      + seen.app()
                      + " --resume; a secret that Amazon accepts is taken by halfturn rotate "
                      + seen.app()));
    }
  }

  /** What is known of the secret if it is the one before the current one, and is put back. */
  private static Optional<RetiredSecret> wasPrevious(Snapshot seen, SecretValue secret) {
    return seen.record()
        .previous()
        .filter(known -> known.fingerprint().equals(seen.fingerprint(secret)));
  }

  /** Since its replacement its days are counted, whatever was known of it before. */
  private Expiry rest(Instant diesAt) {
    return Expiry.ofEnd(diesAt, context.policy().lifetime(), Provenance.ESTIMATED);
  }

  /** Begins the new secret's life. Nobody has said when Amazon made it, so that is not guessed. */
  private void track(Snapshot before, InboxItem item, Instant now) {
    String app = before.app();
    Snapshot after = entries.readTracked(app, context);
    TrackedSecret secret =
        new TrackedSecret(
            after.fingerprint(item.value()),
            after.current().version().id(),
            item.eventTime(),
            item.expiry());
    // one that was made after the secret which is put back has not been replaced at Amazon
    Duration longest =
        wasPrevious(before, item.value()).isPresent()
            ? context.policy().lifetime()
            : context.policy().overlap();
    RetiredSecret retired = RotationEngine.retired(before.record().current(), now.plus(longest));
    entries.updateRecord(
        app,
        known ->
            known
                .filter(record -> record.current().fingerprint().equals(secret.fingerprint()))
                .map(
                    record ->
                        record
                            .withNewSecret(secret, Optional.of(retired))
                            .withJournal(
                                record
                                    .journal()
                                    .filter(
                                        journal ->
                                            journal.candidate().equals(secret.fingerprint())))));
    entries.markExpiry(app, item.expiry());
  }
}
