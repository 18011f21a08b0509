// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything Halfturn remembers about an application's client secret besides the secret: one entry
 * in the store beside it, at most {@value #MAX_SIZE} bytes, never holding a secret.
 *
 * @param key under which the fingerprints are made
 * @param current the secret in use
 * @param previous the one before, until it is settled
 * @param expiryEpoch rises when the expiry moves by more than 24 hours and with each new secret, so
 *     that what was told about another date does not count for this one
 * @param notifiers deliveries by name of the notifier
 * @param announced the most urgent rung that has been logged
 * @param journal the rotation under way
 * @param handOver the rotation that somebody was asked to begin
 * @param request how Amazon was asked for a new secret
 * @param acknowledged what somebody has acknowledged of the reminders about this secret
 * @param rotations how many rotations were begun
 * @param checkedAt when the tracker last looked, to within a day
 * @param amazonTime the latest time Amazon's own clock has shown while it and this computer's
 *     differed by at most 24 hours
 */
public record RotationRecord(
    FingerprintKey key,
    TrackedSecret current,
    Optional<RetiredSecret> previous,
    int expiryEpoch,
    SortedMap<String, NotifierLog> notifiers,
    Optional<Rung> announced,
    Optional<RotationJournal> journal,
    Optional<HandOver> handOver,
    Optional<SecretRequest> request,
    Optional<Acknowledgement> acknowledged,
    int rotations,
    Instant checkedAt,
    Optional<Instant> amazonTime) {

  /** Largest encoded record, in bytes: what the tightest cloud store holds in one entry. */
  public static final int MAX_SIZE = 4096;

  private static final Duration EPOCH_TOLERANCE = Duration.ofHours(24);

  public RotationRecord {
    Objects.requireNonNull(key);
    Objects.requireNonNull(current);
    Objects.requireNonNull(previous);
    notifiers = Collections.unmodifiableSortedMap(new TreeMap<>(notifiers));
    Objects.requireNonNull(announced);
    Objects.requireNonNull(journal);
    Objects.requireNonNull(handOver);
    Objects.requireNonNull(request);
    Objects.requireNonNull(acknowledged);
    Objects.requireNonNull(checkedAt);
    Objects.requireNonNull(amazonTime);
  }

  /** The record of a secret seen for the first time. */
  static RotationRecord begin(FingerprintKey key, TrackedSecret secret, Instant now) {
    return new RotationRecord(
        key,
        secret,
        Optional.empty(),
        0,
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        now,
        Optional.empty());
  }

  /** The deliveries of a notifier. */
  public NotifierLog notifier(String name) {
    return notifiers.getOrDefault(name, NotifierLog.EMPTY);
  }

  /** How far the rotation under way has come: a secret that is there counts before one to come. */
  public RotationState rotationState() {
    RotationState ofJournal = journal.map(RotationJournal::state).orElse(RotationState.IDLE);
    RotationState ofRequest = request.map(SecretRequest::shown).orElse(RotationState.IDLE);
    return isWorkingOnSecret() || ofRequest == RotationState.IDLE ? ofJournal : ofRequest;
  }

  /** Whether a new secret is there and not yet in place, read back and proved. */
  boolean isWorkingOnSecret() {
    return journal.filter(known -> known.confirmedAt().isEmpty()).isPresent();
  }

  /** The request that people see, if it is that and not a secret on which the rotation works. */
  Optional<SecretRequest> shownRequest() {
    return request.filter(
        known -> !isWorkingOnSecret() && known.state() != SecretRequest.State.ANSWERED);
  }

  /** The occasion on which people are told that the automatic rotation is stuck. */
  Optional<Rung> stuck() {
    return shownRequest().flatMap(SecretRequest::rung);
  }

  /** Whether it is about the same secret. */
  boolean isOfSameSecret(RotationRecord other) {
    return current.fingerprint().equals(other.current.fingerprint());
  }

  /** Whether what was told about the other counts for this one. */
  boolean isOfSameLife(RotationRecord other) {
    return key.equals(other.key) && isOfSameSecret(other) && expiryEpoch == other.expiryEpoch;
  }

  /**
   * Whether a later decision looks at this delivery: of each notifier the most urgent reminder, the
   * latest of the sellers' authorizations, and what was told about the rotation under way, handed
   * over or just done.
   */
  boolean dependsOn(NotifierLog log, Delivery delivery) {
    Rung rung = delivery.rung();
    return switch (rung.kind()) {
      case ROTATED, REFUSED ->
          handOver.isEmpty()
              && stuck().isEmpty()
              && journal.isPresent()
              && rung.number() == rotations;
      case STUCK -> handOver.isEmpty() && stuck().equals(Optional.of(rung));
      case HANDOVER -> handOver.map(HandOver::rung).equals(Optional.of(rung));
      case OVERLAP -> previous.isPresent() && isLatest(rung, log, Rung.Kind.OVERLAP);
      case SELLERS -> isLatest(rung, log, Rung.Kind.SELLERS);
      case UNKNOWN, DAY, REPEAT, EXPIRED ->
          log.deliveries().stream()
              .map(Delivery::rung)
              .noneMatch(other -> other.isReminder() && other.compareTo(rung) > 0);
    };
  }

  private static boolean isLatest(Rung rung, NotifierLog log, Rung.Kind kind) {
    return log.deliveries().stream()
        .map(Delivery::rung)
        .noneMatch(other -> other.kind() == kind && other.compareTo(rung) > 0);
  }

  /** Whether an occasion has not passed since it was decided to tell it. */
  boolean stillTells(Rung rung) {
    return switch (rung.kind()) {
      case HANDOVER -> handOver.map(HandOver::rung).equals(Optional.of(rung));
      case OVERLAP -> previous.isPresent();
      case STUCK -> stuck().equals(Optional.of(rung));
      default -> true;
    };
  }

  RotationRecord withNotifier(String name, NotifierLog log) {
    return changed(draft -> draft.notifiers.put(name, log));
  }

  RotationRecord withoutNotifier(String name) {
    return changed(draft -> draft.notifiers.remove(name));
  }

  RotationRecord withDelivery(String notifier, Delivery delivery) {
    return withNotifier(notifier, notifier(notifier).with(delivery));
  }

  RotationRecord withAnnounced(Rung rung) {
    return changed(draft -> draft.announced = Optional.of(rung));
  }

  RotationRecord withJournal(Optional<RotationJournal> newJournal) {
    return changed(draft -> draft.journal = newJournal);
  }

  RotationRecord withHandOver(Optional<HandOver> newHandOver) {
    return changed(draft -> draft.handOver = newHandOver);
  }

  RotationRecord withRequest(Optional<SecretRequest> newRequest) {
    return changed(draft -> draft.request = newRequest);
  }

  /** A new secret of this time has arrived. */
  RotationRecord withArrival(Instant eventTime) {
    return withRequest(
        request.map(
            asked -> asked.isAnsweredBy(eventTime) ? asked.answered() : asked.withoutNotStored()));
  }

  RotationRecord withAcknowledgement(Acknowledgement acknowledgement) {
    return changed(draft -> draft.acknowledged = Optional.of(acknowledgement));
  }

  /** With a rotation just begun. */
  RotationRecord startRotation(RotationJournal newJournal) {
    return changed(
        draft -> {
          draft.journal = Optional.of(newJournal);
          draft.rotations++;
        });
  }

  RotationRecord withCheckedAt(Instant when) {
    return changed(draft -> draft.checkedAt = when);
  }

  /** With Amazon's time, unless a later one is known. */
  RotationRecord withAmazonTime(Instant time) {
    Instant latest = amazonTime.filter(known -> known.isAfter(time)).orElse(time);
    return changed(draft -> draft.amazonTime = Optional.of(latest));
  }

  RotationRecord withoutPrevious() {
    return changed(draft -> draft.previous = Optional.empty());
  }

  /** The same secret under another version id of the store. */
  RotationRecord withVersion(String version) {
    return changed(draft -> draft.current = current.withVersion(version));
  }

  /**
   * With another expiry of the current secret. One that differs by more than 24 hours makes what
   * was told before void.
   */
  RotationRecord withExpiry(Expiry expiry) {
    boolean moved =
        current
            .expiry()
            .map(
                known ->
                    Duration.between(known.expiresAt(), expiry.expiresAt())
                            .abs()
                            .compareTo(EPOCH_TOLERANCE)
                        > 0)
            .orElse(true);
    RotationRecord changed = changed(draft -> draft.current = current.withExpiry(expiry));
    return moved ? changed.withNewEpoch() : changed;
  }

  /** With Amazon's own word on when the current secret was made and when it ends. */
  RotationRecord withConfirmed(Instant eventTime, Expiry expiry) {
    return withExpiry(expiry)
        .changed(
            draft -> {
              draft.current =
                  new TrackedSecret(
                      current.fingerprint(), current.version(), eventTime, Optional.of(expiry));
              draft.journal =
                  journal.map(
                      known ->
                          known.candidate().equals(current.fingerprint())
                              ? known.confirmedBy(eventTime, expiry)
                              : known);
            });
  }

  /**
   * With another secret as the current one. The deliveries of the old one become counts, and nobody
   * has to replace that any more. What Amazon was asked for later may still exist.
   */
  RotationRecord withNewSecret(TrackedSecret secret, Optional<RetiredSecret> retired) {
    return changed(
            draft -> {
              draft.current = secret;
              draft.previous = retired;
              draft.handOver = Optional.empty();
              draft.request = request.filter(asked -> !asked.isAnsweredBy(secret.eventTime()));
            })
        .withNewEpoch();
  }

  private RotationRecord withNewEpoch() {
    return changed(
        draft -> {
          draft.expiryEpoch++;
          draft.notifiers.replaceAll((name, log) -> log.foldAllOfSecret());
          draft.announced = Optional.empty();
          draft.acknowledged = Optional.empty();
        });
  }

  private RotationRecord changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.record();
  }

  /** A record's parts while some are changed: only those need to be named then. */
  private static final class Draft {
    private final FingerprintKey key;
    private TrackedSecret current;
    private Optional<RetiredSecret> previous;
    private int expiryEpoch;
    private final SortedMap<String, NotifierLog> notifiers;
    private Optional<Rung> announced;
    private Optional<RotationJournal> journal;
    private Optional<HandOver> handOver;
    private Optional<SecretRequest> request;
    private Optional<Acknowledgement> acknowledged;
    private int rotations;
    private Instant checkedAt;
    private Optional<Instant> amazonTime;

    Draft(RotationRecord record) {
      key = record.key;
      current = record.current;
      previous = record.previous;
      expiryEpoch = record.expiryEpoch;
      notifiers = new TreeMap<>(record.notifiers);
      announced = record.announced;
      journal = record.journal;
      handOver = record.handOver;
      request = record.request;
      acknowledged = record.acknowledged;
      rotations = record.rotations;
      checkedAt = record.checkedAt;
      amazonTime = record.amazonTime;
    }

    RotationRecord record() {
      return new RotationRecord(
          key,
          current,
          previous,
          expiryEpoch,
          notifiers,
          announced,
          journal,
          handOver,
          request,
          acknowledged,
          rotations,
          checkedAt,
          amazonTime);
    }
  }
}
