// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How one application stands at one moment. Holds no secret.
 *
 * @param app the application
 * @param at the moment, UTC
 * @param state in one word
 * @param secret the current client secret
 * @param next what Halfturn will do next without being asked
 * @param overlap the secret before, while Amazon accepts it
 * @param rotation the rotation under way
 * @param handOver the rotation that somebody was asked to begin
 * @param ladder the reminders about the current secret in order of time, up to its end and those
 *     that are due after it; empty while nobody knows when it ends
 * @param acknowledged what somebody has acknowledged of them
 * @param authorizations of sellers that end soon, by seller
 * @param conditions what is not as it should be, worst first
 * @param notifiers how each configured notifier is doing, by name
 * @param lastCheckAt when the application was last checked, to within a day; empty if never
 */
public record RotationStatus(
    String app,
    Instant at,
    State state,
    Secret secret,
    Optional<Next> next,
    Optional<Overlap> overlap,
    Rotation rotation,
    Optional<HandOver> handOver,
    List<RungStatus> ladder,
    Optional<Acknowledgement> acknowledged,
    List<Authorization> authorizations,
    List<Condition> conditions,
    List<NotifierState> notifiers,
    Optional<Instant> lastCheckAt) {

  /** The state in one word. */
  public enum State {
    /** Nothing has looked at the application yet; the first check begins to track it. */
    UNTRACKED,
    /** Nothing to do. */
    FRESH,
    /** The secret should be rotated. */
    DUE,
    /** Amazon refuses the secret. */
    EXPIRED,
    /** Nobody has said when the secret was made or ends. */
    EXPIRY_UNKNOWN
  }

  /**
   * The current client secret.
   *
   * @param version the store's version id
   * @param fingerprint which secret it is
   * @param expiry its life, if known
   * @param ageDays whole days since it was made, if known
   * @param daysLeft whole days left, rounded down, negative once expired; if known
   */
  public record Secret(
      String version,
      Fingerprint fingerprint,
      Optional<Expiry> expiry,
      OptionalLong ageDays,
      OptionalLong daysLeft) {}

  /** What comes next. */
  public enum NextKind {
    /** A reminder. */
    REMIND,
    /** Another try of a new secret that has not passed yet. */
    RETRY
  }

  /**
   * What comes next.
   *
   * @param kind what
   * @param rung day of life, for a reminder of the ladder
   * @param at when, UTC; in the past if it is overdue
   */
  public record Next(NextKind kind, OptionalInt rung, Instant at) {}

  /**
   * The secret before the current one.
   *
   * @param previousVersion the store's version id it had as the current one
   * @param endsAt from when on Amazon refuses it, UTC
   * @param stillUsedBy who still works with it, as far as it is known
   */
  public record Overlap(String previousVersion, Instant endsAt, List<Straggler> stillUsedBy) {}

  /**
   * Somebody who still uses the secret before the current one.
   *
   * @param consumer who
   * @param lastUsedAt when last, UTC
   */
  public record Straggler(String consumer, Instant lastUsedAt) {}

  /** How far people know of a reminder. */
  public enum Knowledge {
    /** It is not due yet. */
    COMING,
    /** Nobody is to be told of it. */
    QUIET,
    /** Those it has to reach were reached. */
    TOLD,
    /** It is due, and was not told yet. */
    OPEN,
    /** It was due, and a later one was told instead or nothing looked at the time. */
    SKIPPED
  }

  /**
   * A reminder about the current secret.
   *
   * @param rung which
   * @param at when it is due, UTC
   * @param knowledge how far people know of it
   */
  public record RungStatus(Rung rung, Instant at, Knowledge knowledge) {}

  /**
   * A seller's authorization.
   *
   * @param seller whose
   * @param endsAt when Amazon refuses its refresh token, UTC
   */
  public record Authorization(String seller, Instant endsAt) {}

  /**
   * The rotation under way.
   *
   * @param state how far it has come; {@link RotationState#IDLE} if there is none
   * @param id how people refer to it
   * @param lastError why it is not further
   */
  public record Rotation(RotationState state, Optional<String> id, Optional<String> lastError) {}

  /**
   * How a notifier is doing.
   *
   * @param name its name in the configuration
   * @param lastDeliveredAt when it last got a notice of this application through, UTC
   * @param broken whether it refused the last one for good
   * @param deliveries what it was asked to tell about the current secret, oldest first
   */
  public record NotifierState(
      String name, Optional<Instant> lastDeliveredAt, boolean broken, List<Delivery> deliveries) {
    public NotifierState {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** As it stands once a new secret was received, which answers what somebody was asked. */
  RotationStatus withSecretReceived() {
    Rotation received =
        new Rotation(RotationState.RECEIVED, handOver.map(HandOver::rotationId), Optional.empty());
    return new RotationStatus(
        app,
        at,
        state,
        secret,
        next,
        overlap,
        received,
        Optional.empty(),
        ladder,
        acknowledged,
        authorizations,
        conditions,
        notifiers,
        lastCheckAt);
  }

  /** With one more thing that is not as it should be. */
  RotationStatus with(Condition condition) {
    return new RotationStatus(
        app,
        at,
        state,
        secret,
        next,
        overlap,
        rotation,
        handOver,
        ladder,
        acknowledged,
        authorizations,
        Stream.concat(conditions.stream(), Stream.of(condition))
            .sorted(Condition.WORST_FIRST)
            .toList(),
        notifiers,
        lastCheckAt);
  }

  public RotationStatus {
    Objects.requireNonNull(app);
    Objects.requireNonNull(at);
    Objects.requireNonNull(state);
    Objects.requireNonNull(secret);
    ladder = List.copyOf(ladder);
    Objects.requireNonNull(acknowledged);
    authorizations = List.copyOf(authorizations);
    conditions = List.copyOf(conditions);
    notifiers = List.copyOf(notifiers);
  }
}
