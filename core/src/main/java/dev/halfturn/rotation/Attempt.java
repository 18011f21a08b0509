// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries new secrets at Amazon and keeps the journal of it. */
final class Attempt {

  /** How long the SP-API's "expired" may hold back a secret that exchanges. */
  private static final Duration HOLD = Duration.ofMinutes(60);

  private static final Duration WRONG_DAY = Duration.ofHours(24);

  private static final String ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int ID_LENGTH = 4;

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Promotion promotion;

  Attempt(
      RotationContext context, RotationEntries entries, SecretTrial trial, Promotion promotion) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.promotion = promotion;
  }

  /**
   * The newest secret in the inbox that no journal knows of: its receiver was cut off after the
   * inbox was written.
   */
  Optional<InboxItem> unheard(Snapshot seen) {
    Optional<RotationJournal> journal = seen.record().journal();
    return seen.candidates(now()).stream()
        .filter(item -> item.state() != InboxItem.State.SUSPECT)
        .filter(
            item ->
                journal
                    .map(
                        known ->
                            item.eventTime().isAfter(known.eventTime())
                                && !seen.fingerprint(item.value()).equals(known.candidate()))
                    .orElse(true))
        .findFirst();
  }

  /** Makes the item's secret the one the journal is about, to be tried at once. */
  void begin(String app, InboxItem item) {
    entries.updateRecord(
        app,
        known ->
            known.map(
                record -> {
                  Fingerprint candidate = record.key().of(item.value());
                  Optional<RotationJournal> same =
                      record.journal().filter(journal -> journal.candidate().equals(candidate));
                  RotationJournal journal = journal(record, item, candidate, same);
                  return same.isPresent()
                      ? record.withJournal(Optional.of(journal))
                      : record.startRotation(journal);
                }));
  }

  private RotationJournal journal(
      RotationRecord record,
      InboxItem item,
      Fingerprint candidate,
      Optional<RotationJournal> same) {
    Expiry expiry =
        item.expiry()
            .orElseGet(
                () ->
                    Expiry.ofIssue(
                        item.eventTime(), context.policy().lifetime(), Provenance.ESTIMATED));
    return new RotationJournal(
        same.map(RotationJournal::rotationId).orElseGet(() -> newId(context.random())),
        RotationState.RECEIVED,
        record.current().fingerprint(),
        candidate,
        item.eventTime(),
        expiry,
        item.oldExpiresAt().orElseGet(() -> item.eventTime().plus(context.policy().overlap())),
        same.map(RotationJournal::trials).orElse(Trials.NONE).dueNow(),
        Optional.empty(),
        Optional.empty(),
        same.flatMap(RotationJournal::clockSkew),
        Optional.empty());
  }

  private static String newId(RandomGenerator random) {
    StringBuilder id = new StringBuilder("R-");
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }

  /** Whether trying the journal's candidate any longer is pointless. */
  boolean isOver(Snapshot seen, RotationJournal journal) {
    Instant now = now();
    boolean waiting =
        seen.candidates(now).stream()
            .anyMatch(item -> seen.fingerprint(item.value()).equals(journal.candidate()));
    // by then the secret it should have replaced is dead, and readers use the inbox if it works
    boolean givenUp =
        journal
            .trials()
            .refusedSince()
            .map(since -> !now.isBefore(since.plus(context.policy().overlap())))
            .orElse(false);
    return !waiting || givenUp;
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

  /** Whether Amazon accepts a secret now; nothing is written down of it. */
  boolean works(String app, SecretValue secret) {
    return works(trial.attempt(app, secret));
  }

  /**
   * Tries the waiting secrets, newest first, until one passes, and promotes that.
   *
   * @return whether one was promoted; if not, the journal says why and when to try again
   */
  boolean tryCandidates(String app, RotationListener listener) {
    Snapshot seen = entries.readTracked(app, context);
    for (InboxItem item : seen.candidates(now())) {
      TrialResult result = trial.attempt(app, item.value());
      Fingerprint fingerprint = seen.fingerprint(item.value());
      log.info("{}: new secret {}: {}", app, fingerprint, result.text());
      switch (result.verdict()) {
        case ACCEPTED -> {
          listener.onStep(new Step(Phase.TEST, Result.OK, result.text()));
          promote(app, item, fingerprint, result, Optional.empty());
          return true;
        }
        case EXPIRED_AT_SP_API -> {
          if (heldLongEnough(seen, fingerprint)) {
            listener.onStep(new Step(Phase.TEST, Result.OK, result.text()));
            promote(app, item, fingerprint, result, Optional.of(result.text()));
            return true;
          }
          listener.onStep(new Step(Phase.TEST, Result.WAITING, result.text()));
          note(app, fingerprint, result, journal -> held(journal, result));
        }
        case REFUSED -> {
          listener.onStep(new Step(Phase.TEST, Result.REFUSED, result.text()));
          suspect(app, item);
          note(app, fingerprint, result, journal -> refused(journal, result));
        }
        case NO_VERDICT -> {
          listener.onStep(new Step(Phase.TEST, Result.WAITING, result.text()));
          note(app, fingerprint, result, journal -> unknown(journal, result));
          return false;
        }
      }
    }
    return false;
  }

  /**
   * Reads the current secret back from the store and exchanges it once more.
   *
   * @return whether it is the journal's and passed; if not, the journal says when to try again
   */
  boolean confirm(String app, RotationListener listener) {
    Snapshot seen = entries.readTracked(app, context);
    RotationJournal journal = seen.record().journal().orElseThrow();
    boolean inPlace = seen.record().current().fingerprint().equals(journal.candidate());
    TrialResult result = trial.attempt(app, seen.current().value());
    boolean passed = inPlace && works(result);
    if (passed) {
      note(app, journal.candidate(), result, known -> confirmed(known, result));
      listener.onStep(
          new Step(
              Phase.FINISH,
              Result.OK,
              "version "
                  + seen.current().version().id()
                  + " is current; the old one works until "
                  + journal.oldExpiresAt()));
      log.info("{}: client secret {} is current", app, journal.candidate());
    } else {
      listener.onStep(new Step(Phase.FINISH, Result.WAITING, result.text()));
      note(app, journal.candidate(), result, known -> unknown(known, result));
    }
    return passed;
  }

  /**
   * Whether the previous secret is certainly dead and the current one works: what is removed then
   * cannot be had again, so this computer's clock alone does not decide.
   */
  boolean maySettle(Snapshot seen) {
    if (!promotion.settleDue(seen, now())) {
      return false;
    }
    TrialResult result = trial.attempt(seen.app(), seen.current().value());
    return works(result) && promotion.settleDue(seen, result.serverTime().orElseGet(this::now));
  }

  private static boolean works(TrialResult result) {
    return result.verdict() == Verdict.ACCEPTED || result.verdict() == Verdict.EXPIRED_AT_SP_API;
  }

  private void promote(
      String app,
      InboxItem item,
      Fingerprint fingerprint,
      TrialResult result,
      Optional<String> doubt) {
    entries.updateRecord(
        app,
        known ->
            known.map(
                record -> {
                  Optional<RotationJournal> same =
                      record.journal().filter(journal -> journal.candidate().equals(fingerprint));
                  RotationJournal verified =
                      withTrueDates(journal(record, item, fingerprint, same), result)
                          .withState(RotationState.VERIFIED)
                          .withTrials(
                              same.map(RotationJournal::trials).orElse(Trials.NONE).passed(),
                              doubt);
                  RotationRecord changed =
                      same.isPresent()
                          ? record.withJournal(Optional.of(verified))
                          : record.startRotation(verified);
                  return withAmazonTime(changed, result);
                }));
    RotationJournal journal = entries.readTracked(app, context).record().journal().orElseThrow();
    promotion.promote(app, journal, item.value());
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

  private void suspect(String app, InboxItem item) {
    entries.updateInbox(
        app,
        inbox ->
            inbox
                .find(item.value())
                .map(known -> inbox.with(known.withState(InboxItem.State.SUSPECT)))
                .orElse(inbox));
  }

  /** Writes a try of the journal's candidate down; of other secrets only Amazon's time. */
  private void note(
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

  private RotationRecord withAmazonTime(RotationRecord record, TrialResult result) {
    if (result.serverTime().isEmpty()) {
      return record;
    }
    Instant amazon = Fields.milliseconds(result.serverTime().get());
    long skew = Duration.between(amazon, now()).toMillis();
    return record
        .withAmazonTime(amazon)
        .withJournal(record.journal().map(journal -> journal.withClockSkew(skew)));
  }

  private RotationJournal refused(RotationJournal journal, TrialResult result) {
    Instant now = now();
    Trials trials = journal.trials();
    Instant since = trials.refusedSince().orElse(now);
    return journal
        .withState(RotationState.SUSPECT)
        .withTrials(
            new Trials(
                trials.count() + 1,
                Optional.of(since),
                Optional.empty(),
                Optional.of(RetrySchedule.afterRefusal(since, now))),
            Optional.of(result.text()));
  }

  private RotationJournal held(RotationJournal journal, TrialResult result) {
    Instant now = now();
    Trials trials = journal.trials();
    Instant since = trials.heldSince().orElse(now);
    return journal
        .withState(RotationState.RECEIVED)
        .withTrials(
            new Trials(
                trials.count() + 1,
                Optional.empty(),
                Optional.of(since),
                Optional.of(RetrySchedule.afterRefusal(since, now))),
            Optional.of(result.text()));
  }

  private RotationJournal unknown(RotationJournal journal, TrialResult result) {
    Trials trials = journal.trials();
    int count = trials.count() + 1;
    return journal.withTrials(
        new Trials(
            count,
            trials.refusedSince(),
            trials.heldSince(),
            Optional.of(RetrySchedule.afterNoVerdict(count, now()))),
        Optional.of(result.text()));
  }

  private RotationJournal confirmed(RotationJournal journal, TrialResult result) {
    Optional<String> doubt =
        result.verdict() == Verdict.EXPIRED_AT_SP_API
            ? Optional.of(result.text())
            : Optional.empty();
    return journal.confirmed(now()).withTrials(journal.trials().passed(), doubt);
  }

  private boolean heldLongEnough(Snapshot seen, Fingerprint fingerprint) {
    return seen.record()
        .journal()
        .filter(journal -> journal.candidate().equals(fingerprint))
        .flatMap(journal -> journal.trials().heldSince())
        .map(since -> !now().isBefore(since.plus(HOLD)))
        .orElse(false);
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
