// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Optional;

/** The previous secret as an item of the inbox, where it goes before another takes its place. */
final class KeptSecret {

  private KeptSecret() {}

  /** Empty if there is none, if it lies elsewhere too, or if Amazon no longer accepts it. */
  static Optional<InboxItem> previous(Snapshot seen, RotationPolicy policy, Instant now) {
    return seen.previous()
        .filter(value -> !value.equals(seen.current().value()))
        .filter(value -> seen.inbox().find(value).isEmpty())
        .flatMap(value -> living(value, seen, policy, now));
  }

  private static Optional<InboxItem> living(
      SecretValue value, Snapshot seen, RotationPolicy policy, Instant now) {
    Fingerprint fingerprint = seen.fingerprint(value);
    Optional<RetiredSecret> retired =
        seen.record().previous().filter(known -> known.fingerprint().equals(fingerprint));
    Instant diesAt = retired.map(RetiredSecret::diesAt).orElseGet(() -> now.plus(policy.overlap()));
    if (!diesAt.plus(RotationEngine.SETTLE_MARGIN).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new InboxItem(
            "kept-" + fingerprint.hex(),
            value,
            retired
                .map(RetiredSecret::eventTime)
                .orElseGet(() -> seen.record().current().eventTime().minusMillis(1)),
            Optional.of(Expiry.ofEnd(diesAt, policy.lifetime(), Provenance.ESTIMATED)),
            Optional.empty(),
            now,
            InboxItem.State.KEPT));
  }

  /** A secret that is about to be displaced, with its whole life. */
  static InboxItem item(
      TrackedSecret secret, SecretValue value, RotationPolicy policy, Instant now) {
    Expiry expiry =
        secret
            .expiry()
            .orElseGet(
                () -> Expiry.ofIssue(secret.eventTime(), policy.lifetime(), Provenance.ESTIMATED));
    return new InboxItem(
        "kept-" + secret.fingerprint().hex(),
        value,
        secret.eventTime(),
        Optional.of(expiry),
        Optional.empty(),
        now,
        InboxItem.State.KEPT);
  }
}
