// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialRules;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Takes a new secret in: checks it and writes it to the inbox. */
final class Intake {

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Settlement settlement;

  Intake(
      RotationContext context, RotationEntries entries, SecretTrial trial, Settlement settlement) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.settlement = settlement;
  }

  /**
   * Checks a new secret and stores it in the inbox. Where there is room, nothing but reading comes
   * before that: nobody else, be it Amazon, stands between the only copy of a secret and the store.
   *
   * @return how it lies there, durable and read back
   */
  InboxItem take(Snapshot seen, SecretValue newSecret, Optional<Instant> declaredExpiry) {
    CredentialRules.newSecret(newSecret, seen.clientId());
    requireNew(newSecret, seen);
    InboxItem item = item(seen, newSecret, declaredExpiry);
    String app = seen.app();
    boolean proved = !hasRoom(seen, newSecret) && trial.attempt(app, newSecret).works();
    entries.updateInbox(app, inbox -> (proved ? withRoom(inbox, newSecret) : inbox).with(item));
    return item;
  }

  private boolean hasRoom(Snapshot seen, SecretValue newSecret) {
    return !seen.inbox().isFull()
        || seen.inbox().find(newSecret).isPresent()
        || settlement.makeRoom(seen.app());
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

  private static void requireNew(SecretValue secret, Snapshot seen) {
    if (secret.equals(seen.current().value())) {
      throw notNew("NEW_SECRET_IS_CURRENT", "that is the current secret, not a new one");
    }
    boolean replaced =
        seen.previous().map(secret::equals).orElse(false)
            || seen.inbox().find(secret).map(item -> !item.isCandidate()).orElse(false);
    if (replaced) {
      throw notNew(
          "NEW_SECRET_IS_OLD", "that is an earlier secret, which has been replaced already");
    }
  }

  private static HalfturnException notNew(String reason, String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, reason, message)
            .withHint("Amazon shows the new one only after \"Rotate secret\""));
  }

  private InboxItem item(Snapshot seen, SecretValue newSecret, Optional<Instant> declaredExpiry) {
    RotationPolicy policy = context.policy();
    Instant now = Fields.milliseconds(context.clock().instant());
    Optional<InboxItem> earlier = seen.inbox().find(newSecret);
    Expiry expiry =
        declaredExpiry
            .map(Fields::milliseconds)
            .map(end -> Expiry.ofEnd(end, policy.lifetime(), Provenance.DECLARED))
            .or(() -> earlier.flatMap(InboxItem::expiry))
            .orElseGet(() -> Expiry.ofIssue(now, policy.lifetime(), Provenance.ESTIMATED));
    PlausibleDates.require(expiry, policy, now);
    PlausibleDates.requireAlive(expiry, now);
    return InboxItem.received(seen, newSecret, Optional.of(expiry), earlier, policy, now);
  }
}
