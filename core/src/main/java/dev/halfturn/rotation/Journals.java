// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes down how far a rotation has come. */
final class Journals {

  private static final Duration WRONG_DAY = Duration.ofHours(24);

  private final RotationContext context;
  private final RotationEntries entries;

  Journals(RotationContext context, RotationEntries entries) {
    this.context = context;
    this.entries = entries;
  }

  /** Makes the item's secret the one the journal is about, to be tried at once. */
  void begin(String app, InboxItem item) {
    entries.updateRecord(app, known -> known.map(record -> begun(record, item, newId())));
  }

  /** As {@link #begin}, and if somebody was asked for the secret, under that rotation's id. */
  void beginAsAsked(String app, InboxItem item) {
    entries.updateRecord(
        app,
        known ->
            known.map(
                record -> {
                  String id =
                      record
                          .handOver()
                          .map(HandOver::rotationId)
                          .or(() -> idOfRequest(record, item))
                          .orElseGet(this::newId);
                  return begun(record, item, id).withHandOver(Optional.empty());
                }));
  }

  private static Optional<String> idOfRequest(RotationRecord record, InboxItem item) {
    return record
        .shownRequest()
        .filter(asked -> asked.isAnsweredBy(item.eventTime()))
        .map(SecretRequest::rotationId);
  }

  private RotationRecord begun(RotationRecord record, InboxItem item, String id) {
    Optional<RotationJournal> same = sameOf(record, item);
    return with(record, same, received(record, item, same, id)).withArrival(item.eventTime());
  }

  /**
   * Writes down that Amazon accepts an item's secret, whether the journal was about that or not.
   *
   * @param doubt what speaks against it all the same
   * @return the journal of its promotion; empty if a newer one has become the current one meanwhile
   */
  Optional<RotationJournal> verified(
      String app, InboxItem item, TrialResult result, Optional<String> doubt) {
    return entries
        .updateRecord(
            app,
            known ->
                known.map(
                    record -> {
                      if (Snapshot.isOvertaken(item, record)) {
                        return record;
                      }
                      Optional<RotationJournal> same = sameOf(record, item);
                      RotationJournal journal =
                          withTrueDates(received(record, item, same, newId()), result)
                              .withState(RotationState.VERIFIED)
                              .withTrials(
                                  same.map(RotationJournal::trials).orElse(Trials.NONE).passed(),
                                  doubt);
                      return withAmazonTime(with(record, same, journal), result);
                    }))
        .flatMap(record -> sameOf(record, item));
  }

  /** Writes a try of a secret down; of one that the journal is not about only Amazon's time. */
  void note(
      String app, Fingerprint tried, TrialResult result, UnaryOperator<RotationJournal> change) {
    entries.updateRecord(
        app,
        known ->
            known.map(
                record ->
                    withAmazonTime(
                        record.withJournal(
                            record
                                .journal()
                                .map(
                                    journal ->
                                        journal.candidate().equals(tried)
                                            ? change.apply(journal)
                                            : journal)),
                        result)));
  }

  /** Forgets the journal; its secret stays in the inbox until it is dead. */
  void end(String app, RotationJournal journal) {
    entries.updateRecord(
        app,
        known ->
            known
                .filter(record -> record.journal().equals(Optional.of(journal)))
                .map(record -> record.withJournal(Optional.empty())));
  }

  private static Optional<RotationJournal> sameOf(RotationRecord record, InboxItem item) {
    Fingerprint candidate = record.key().of(item.value());
    return record.journal().filter(journal -> journal.candidate().equals(candidate));
  }

  private static RotationRecord with(
      RotationRecord record, Optional<RotationJournal> same, RotationJournal journal) {
    return same.isPresent()
        ? record.withJournal(Optional.of(journal))
        : record.startRotation(journal);
  }

  private RotationJournal received(
      RotationRecord record, InboxItem item, Optional<RotationJournal> same, String newId) {
    Expiry expiry =
        item.expiry()
            .orElseGet(
                () ->
                    Expiry.ofIssue(
                        item.eventTime(), context.policy().lifetime(), Provenance.ESTIMATED));
    return new RotationJournal(
        same.map(RotationJournal::rotationId).orElse(newId),
        RotationState.RECEIVED,
        record.current().fingerprint(),
        record.key().of(item.value()),
        item.eventTime(),
        expiry,
        item.oldExpiresAt().orElseGet(() -> item.eventTime().plus(context.policy().overlap())),
        same.map(RotationJournal::trials).orElseGet(() -> before(item)).dueNow(),
        Optional.empty(),
        Optional.empty(),
        same.flatMap(RotationJournal::clockSkew),
        Optional.empty());
  }

  /** What is known of the tries of an item that the journal was not about. */
  private Trials before(InboxItem item) {
    return item.state() == InboxItem.State.SUSPECT
        ? Trials.refusedSince(RotationEngine.earlier(item.receivedAt(), now()))
        : Trials.NONE;
  }

  private String newId() {
    return RotationId.random(context.random());
  }

  /** A life estimated by a clock that is more than a day wrong is moved to Amazon's. */
  private RotationJournal withTrueDates(RotationJournal journal, TrialResult result) {
    Duration skew =
        result.serverTime().map(time -> Duration.between(time, now())).orElse(Duration.ZERO);
    boolean estimated = journal.expiry().source() == Provenance.ESTIMATED;
    return estimated && skew.abs().compareTo(WRONG_DAY) > 0
        ? journal.movedBy(skew.negated().truncatedTo(ChronoUnit.MILLIS))
        : journal;
  }

  /**
   * The mark, which never goes back, is only moved by a time that this computer's clock agrees
   * with: else a single wrong date would count for ever.
   */
  private RotationRecord withAmazonTime(RotationRecord record, TrialResult result) {
    if (result.serverTime().isEmpty()) {
      return record;
    }
    Instant amazon = Fields.milliseconds(result.serverTime().get());
    Duration skew = Duration.between(amazon, now());
    RotationRecord marked =
        skew.abs().compareTo(WRONG_DAY) > 0 ? record : record.withAmazonTime(amazon);
    return marked.withJournal(
        record.journal().map(journal -> journal.withClockSkew(skew.toMillis())));
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
