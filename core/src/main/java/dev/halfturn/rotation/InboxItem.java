// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One secret in the {@link Inbox}.
 *
 * @param key tells deliveries of the same secret apart from new ones: 1 to {@value #MAX_KEY}
 *     characters
 * @param value the secret
 * @param eventTime its place in the order of secrets, newest wins; UTC
 * @param expiry its life, if known
 * @param oldExpiresAt from when on Amazon refuses the secret it replaces, if known; UTC
 * @param receivedAt when it was put here, UTC
 * @param state what is known of it
 */
public record InboxItem(
    String key,
    SecretValue value,
    Instant eventTime,
    Optional<Expiry> expiry,
    Optional<Instant> oldExpiresAt,
    Instant receivedAt,
    State state) {

  /** Longest {@link #key}, in characters. */
  public static final int MAX_KEY = 64;

  /** What is known of a secret in the inbox. */
  public enum State {
    /** Not tried yet, without a verdict, or accepted at the last try. */
    RECEIVED,
    /** Amazon refuses it so far; kept until it would have expired anyway. */
    SUSPECT,
    /** Not a candidate: an earlier secret that Amazon still accepts. */
    KEPT
  }

  public InboxItem {
    Objects.requireNonNull(value);
    Objects.requireNonNull(eventTime);
    Objects.requireNonNull(expiry);
    Objects.requireNonNull(oldExpiresAt);
    Objects.requireNonNull(receivedAt);
    Objects.requireNonNull(state);
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException("an inbox key has 1 to " + MAX_KEY + " characters");
    }
  }

  /** A secret received just now, newest of all; with what is known of it from an earlier time. */
  static InboxItem received(
      Snapshot seen,
      SecretValue secret,
      Optional<Expiry> expiry,
      Optional<InboxItem> earlier,
      RotationPolicy policy,
      Instant now) {
    return new InboxItem(
        "guided-" + seen.fingerprint(secret).hex(),
        secret,
        seen.newest(now),
        expiry,
        Optional.of(now.plus(policy.overlap())),
        earlier.map(InboxItem::receivedAt).orElse(now),
        State.RECEIVED);
  }

  /** Whether it may become the current secret. */
  public boolean isCandidate() {
    return state != State.KEPT;
  }

  InboxItem withKey(String newKey) {
    return new InboxItem(newKey, value, eventTime, expiry, oldExpiresAt, receivedAt, state);
  }

  InboxItem withState(State newState) {
    return new InboxItem(key, value, eventTime, expiry, oldExpiresAt, receivedAt, newState);
  }
}
