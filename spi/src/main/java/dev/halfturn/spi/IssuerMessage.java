// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message out of the queue of a {@link SecretIssuer}. Nothing proves who has sent it: a secret in
 * it counts for nothing until Amazon has accepted it.
 *
 * @param id the queue's name for it, the same each time it comes
 * @param queue which of the issuer's queues it lies in
 * @param receipt by which the issuer finds it again; good until it comes once more
 * @param receives how often it has come, this time included
 * @param sentAt when it was sent, UTC
 * @param content what it says
 */
public record IssuerMessage(
    String id, String queue, String receipt, int receives, Instant sentAt, Content content) {

  /** What a message says. */
  public sealed interface Content {}

  /**
   * A new client secret. It is in this message and nowhere else.
   *
   * @param key the same for each copy of this notification: 1 to 64 characters
   * @param clientId whose it is
   * @param secret the new one
   * @param eventTime when Amazon made it: its place in the order of secrets, UTC
   * @param expiresAt when it ends, if that is said; UTC
   * @param oldExpiresAt from when on Amazon refuses the secret it replaces, if that is said; UTC
   */
  public record NewSecret(
      String key,
      String clientId,
      SecretValue secret,
      Instant eventTime,
      Optional<Instant> expiresAt,
      Optional<Instant> oldExpiresAt)
      implements Content {
    public NewSecret {
      Objects.requireNonNull(clientId);
      Objects.requireNonNull(secret);
      Objects.requireNonNull(eventTime);
      Objects.requireNonNull(expiresAt);
      Objects.requireNonNull(oldExpiresAt);
      if (key.isEmpty() || key.length() > 64) {
        throw new IllegalArgumentException("a key has 1 to 64 characters");
      }
    }
  }

  /**
   * A client secret is going to end.
   *
   * @param clientId whose it is
   * @param eventTime when Amazon said so, UTC
   * @param expiresAt when the secret ends, UTC
   * @param reason why, in Amazon's word; any word is possible
   */
  public record ExpiryNotice(String clientId, Instant eventTime, Instant expiresAt, String reason)
      implements Content {
    public ExpiryNotice {
      Objects.requireNonNull(clientId);
      Objects.requireNonNull(eventTime);
      Objects.requireNonNull(expiresAt);
      reason = Problem.oneLine(reason);
    }
  }

  /**
   * Something else, or something that cannot be read. It may be a secret all the same, so it is
   * never acknowledged.
   *
   * @param why in a few words, without anything of the message but the name of its type
   */
  public record Unreadable(String why) implements Content {
    public Unreadable {
      why = Problem.oneLine(why);
    }
  }

  public IssuerMessage {
    Objects.requireNonNull(id);
    Objects.requireNonNull(queue);
    Objects.requireNonNull(receipt);
    Objects.requireNonNull(sentAt);
    Objects.requireNonNull(content);
  }
}
