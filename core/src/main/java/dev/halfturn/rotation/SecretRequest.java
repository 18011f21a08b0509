// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is written down about asking Amazon for a new secret, before and after it is asked. Part of
 * the {@link RotationRecord}; holds no secret.
 *
 * @param rotationId how people refer to the rotation this begins, as {@code R-7Q2F}
 * @param state how far it has come
 * @param from the secret it was asked with, which the new one replaces
 * @param owner who asks: the name of a process, at most {@value #MAX_OWNER} characters
 * @param attempt counts who asks for the same rotation one after the other; a lower one stops
 * @param at when it was last written down that Amazon is going to be asked, by Amazon's clock
 * @param outcome what came of that
 * @param posts when Amazon was asked, or may have been, within 24 hours before {@code at}; oldest
 *     first, at most {@value #MAX_POSTS}
 * @param since since when it is stuck; present if and only if it is stalled or blocked
 * @param retryAt until when nothing more is to be asked, if that is known
 * @param trouble why it is not further
 * @param unsent how many times one after the other Amazon was not reached, at most {@value
 *     #MAX_UNSENT} are counted
 */
public record SecretRequest(
    String rotationId,
    State state,
    Fingerprint from,
    String owner,
    int attempt,
    Instant at,
    Outcome outcome,
    List<Instant> posts,
    Optional<Instant> since,
    Optional<Instant> retryAt,
    Optional<Trouble> trouble,
    int unsent) {

  /** How far a request has come. */
  public enum State {
    /** Written down; Amazon is asked next, or again, unless the process has died meanwhile. */
    REQUESTING,
    /** Amazon was asked; the new secret is awaited. */
    AWAITING,
    /** Amazon was asked long ago and no new secret has arrived. */
    STALLED,
    /** Something has to be done before it makes sense to ask. What was asked for was not made. */
    BLOCKED,
    /** A new secret has arrived since; kept for its times. */
    ANSWERED
  }

  /** What came of asking last. */
  public enum Outcome {
    /** Not known yet; after a crash nobody knows. */
    NONE,
    /** The new secret is on its way. */
    OK,
    /** It may be on its way. */
    UNKNOWN,
    /** There is none. */
    REFUSED,
    /** There is none; too many calls. */
    THROTTLED,
    /** Amazon was not reached. */
    NOT_SENT
  }

  /** Most times Amazon is asked within 24 hours. */
  public static final int MAX_POSTS = 3;

  static final int MAX_OWNER = 16;

  /** Most tries to reach Amazon before people are told. */
  static final int MAX_UNSENT = 3;

  /** Amazon's clock is known to the second, and its servers need not agree to the second. */
  private static final Duration CLOCK_GRAIN = Duration.ofSeconds(10);

  private static final Duration DAY = Duration.ofHours(24);

  public SecretRequest {
    Objects.requireNonNull(rotationId);
    Objects.requireNonNull(state);
    Objects.requireNonNull(from);
    owner = cut(owner, MAX_OWNER);
    at = at.truncatedTo(ChronoUnit.SECONDS);
    Instant last = at;
    Objects.requireNonNull(outcome);
    posts =
        posts.subList(Math.max(0, posts.size() - MAX_POSTS), posts.size()).stream()
            .map(post -> earlier(post, last).truncatedTo(ChronoUnit.SECONDS))
            .toList();
    since = since.map(when -> when.truncatedTo(ChronoUnit.SECONDS));
    retryAt = retryAt.map(when -> when.truncatedTo(ChronoUnit.SECONDS));
    Objects.requireNonNull(trouble);
    unsent = Math.min(unsent, MAX_UNSENT);
    if (since.isPresent() != (state == State.STALLED || state == State.BLOCKED)) {
      throw new IllegalArgumentException("what is stuck is so since a moment");
    }
    if (since.map(when -> when.isBefore(Instant.EPOCH)).orElse(false)) {
      throw new IllegalArgumentException("not a time at which anything was stuck");
    }
  }

  /** As one whose tries have all reached Amazon. */
  SecretRequest(
      String rotationId,
      State state,
      Fingerprint from,
      String owner,
      int attempt,
      Instant at,
      Outcome outcome,
      List<Instant> posts,
      Optional<Instant> since,
      Optional<Instant> retryAt,
      Optional<Trouble> trouble) {
    this(rotationId, state, from, owner, attempt, at, outcome, posts, since, retryAt, trouble, 0);
  }

  /**
   * Amazon is going to be asked, which counts as asked from now on: whether it was, nobody knows
   * after a crash.
   *
   * @param known what was written down before
   */
  static SecretRequest intent(
      Optional<SecretRequest> known,
      String newId,
      Fingerprint from,
      String owner,
      int attempt,
      Instant at) {
    Optional<SecretRequest> same =
        known.filter(earlier -> earlier.isUnderWay() && earlier.from.equals(from));
    List<Instant> posts =
        new ArrayList<>(known.map(earlier -> earlier.postsAt(at)).orElse(List.of()));
    posts.add(at);
    return new SecretRequest(
        same.map(SecretRequest::rotationId).orElse(newId),
        State.REQUESTING,
        from,
        owner,
        attempt,
        at,
        Outcome.NONE,
        posts,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        known.filter(earlier -> earlier.isUnsent(from)).map(SecretRequest::unsent).orElse(0));
  }

  private boolean isUnsent(Fingerprint secret) {
    return outcome == Outcome.NOT_SENT && from.equals(secret);
  }

  /** How it is shown. */
  RotationState shown() {
    return switch (state) {
      case REQUESTING -> RotationState.REQUESTING;
      case AWAITING -> RotationState.AWAITING;
      case STALLED -> RotationState.STALLED;
      case BLOCKED -> RotationState.BLOCKED;
      case ANSWERED -> RotationState.IDLE;
    };
  }

  /** Whether something is still to come of it. */
  boolean isUnderWay() {
    return state != State.ANSWERED && state != State.BLOCKED;
  }

  /** Whether a new secret may exist that has not arrived. */
  boolean isOutstanding() {
    return isUnderWay()
        && (outcome == Outcome.NONE || outcome == Outcome.OK || outcome == Outcome.UNKNOWN);
  }

  /** Whether a message of that time may hold what was asked for. */
  boolean mayBe(Instant sentAt) {
    return isOutstanding() && !sentAt.isBefore(at.minus(CLOCK_GRAIN));
  }

  /** Whether it needs no other secret once there is one of this time. */
  boolean isAnsweredBy(Instant eventTime) {
    return !isOutstanding() || !eventTime.isBefore(at.minus(CLOCK_GRAIN));
  }

  /** Whether it was written by the same process for the same purpose. */
  boolean isSameAttempt(SecretRequest other) {
    return attempt == other.attempt && owner.equals(other.owner) && at.equals(other.at);
  }

  /** When Amazon was asked within 24 hours before a moment. */
  List<Instant> postsAt(Instant moment) {
    return posts.stream().filter(post -> post.plus(DAY).isAfter(moment)).toList();
  }

  /** From when on Amazon may be asked once more without being asked too often. */
  Optional<Instant> roomAt() {
    return posts.size() < MAX_POSTS ? Optional.empty() : Optional.of(posts.get(0).plus(DAY));
  }

  /** The occasion on which people are told that it is stuck. */
  Optional<Rung> rung() {
    return since.map(when -> new Rung(Rung.Kind.STUCK, (int) (when.getEpochSecond() / 60)));
  }

  /** Without what people are told of its trouble, where there is no room for it. */
  SecretRequest withoutText() {
    return with(
        state, outcome, posts, since, retryAt, trouble.map(why -> new Trouble(why.reason(), "")));
  }

  SecretRequest answered() {
    return with(
        State.ANSWERED, outcome, posts, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Amazon has answered, or not. */
  SecretRequest awaiting(Outcome newOutcome, Optional<Trouble> why) {
    return with(State.AWAITING, newOutcome, posts, Optional.empty(), Optional.empty(), why);
  }

  /** Nothing came of it and the same is to be tried again. */
  SecretRequest again(Outcome newOutcome, Trouble why, Instant notBefore) {
    boolean notSent = newOutcome == Outcome.NOT_SENT;
    return new SecretRequest(
        rotationId,
        State.REQUESTING,
        from,
        owner,
        attempt,
        at,
        newOutcome,
        notSent ? posts.subList(0, Math.max(0, posts.size() - 1)) : posts,
        Optional.empty(),
        Optional.of(notBefore),
        Optional.of(why),
        notSent ? unsent + 1 : 0);
  }

  /** Nothing has arrived in time; whether anything was made may be unknown. */
  SecretRequest stalled(Trouble why, Instant now) {
    return with(
        State.STALLED,
        outcome == Outcome.NONE ? Outcome.UNKNOWN : outcome,
        posts,
        since.or(() -> Optional.of(now)),
        retryAt,
        Optional.of(why));
  }

  /** A new secret has come and cannot be stored; Amazon is not to be asked for another. */
  SecretRequest notStored(Trouble why, Instant now, Instant notBefore) {
    return with(
        State.STALLED,
        outcome == Outcome.NONE ? Outcome.UNKNOWN : outcome,
        posts,
        isOfNotStored() ? since : Optional.of(now),
        Optional.of(notBefore),
        Optional.of(why));
  }

  /** What has come cannot be read and may be the secret; Amazon is not to be asked for another. */
  SecretRequest unreadable(Trouble why, Instant now, Instant notBefore) {
    boolean known = trouble.map(Trouble::reason).equals(Optional.of(why.reason()));
    return with(
        State.STALLED,
        outcome == Outcome.NONE ? Outcome.UNKNOWN : outcome,
        posts,
        known ? since.or(() -> Optional.of(now)) : Optional.of(now),
        Optional.of(notBefore),
        Optional.of(why));
  }

  /**
   * As it is now, where something may still come of what was asked before under the same intent.
   *
   * @param earlier as it was written down before Amazon was asked once more
   */
  SecretRequest besides(SecretRequest earlier, Instant now) {
    return with(
        State.STALLED,
        earlier.outcome == Outcome.NONE ? Outcome.UNKNOWN : earlier.outcome,
        posts,
        since.or(earlier::since).or(() -> Optional.of(now)),
        retryAt,
        trouble);
  }

  /** Whether a new secret waits in the queue, because the store does not take it. */
  boolean isOfNotStored() {
    return since.isPresent()
        && trouble.filter(why -> why.reason().equals(Trouble.SECRET_NOT_STORED)).isPresent();
  }

  /** The store has taken a new secret after all, and another is still awaited. */
  SecretRequest withoutNotStored() {
    return isOfNotStored() ? awaiting(outcome, Optional.empty()) : this;
  }

  /** The same, as long as that was seen lately: whatever waits comes back within hours. */
  boolean isOfNotStored(Instant now) {
    return isOfNotStored() && retryAt.filter(now::isBefore).isPresent();
  }

  /** Still stalled, and not to be asked again before that. */
  SecretRequest stalledUntil(Trouble why, Instant now, Instant notBefore) {
    return with(
        State.STALLED,
        outcome,
        posts,
        since.or(() -> Optional.of(now)),
        Optional.of(notBefore),
        Optional.of(why));
  }

  /**
   * Something has to be done first; people are told once as long as it is the same.
   *
   * @param before what was written down before this attempt
   */
  SecretRequest blocked(
      Outcome newOutcome,
      Trouble why,
      Instant now,
      Instant notBefore,
      Optional<SecretRequest> before) {
    Optional<Instant> begun =
        before.filter(known -> known.isBlockedBy(why)).flatMap(SecretRequest::since);
    return with(
        State.BLOCKED,
        newOutcome,
        posts,
        begun.or(() -> Optional.of(now)),
        Optional.of(notBefore),
        Optional.of(why));
  }

  private boolean isBlockedBy(Trouble why) {
    return state == State.BLOCKED && trouble.map(Trouble::reason).equals(Optional.of(why.reason()));
  }

  private SecretRequest with(
      State newState,
      Outcome newOutcome,
      List<Instant> newPosts,
      Optional<Instant> newSince,
      Optional<Instant> newRetryAt,
      Optional<Trouble> newTrouble) {
    return new SecretRequest(
        rotationId,
        newState,
        from,
        owner,
        attempt,
        at,
        newOutcome,
        newPosts,
        newSince,
        newRetryAt,
        newTrouble,
        unsent);
  }

  /** Nobody asked in the future: some clock was wrong. */
  private static Instant earlier(Instant post, Instant last) {
    return post.isAfter(last) ? last : post;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}
