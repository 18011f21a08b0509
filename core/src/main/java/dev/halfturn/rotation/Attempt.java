// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries new secrets at Amazon; the journal tells of it. */
final class Attempt {

  /** How long the SP-API's "expired" may hold back a secret that exchanges. */
  private static final Duration HOLD = Duration.ofMinutes(60);

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Journals journals;
  private final Promotion promotion;
  private final HookCalls hooks;

  Attempt(
      RotationContext context,
      RotationEntries entries,
      SecretTrial trial,
      Journals journals,
      Promotion promotion) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.journals = journals;
    this.promotion = promotion;
    this.hooks = new HookCalls(context);
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
      Optional<String> text = Optional.of(result.text());
      log.info("{}: new secret {}: {}", app, fingerprint, result.text());
      switch (result.verdict()) {
        case ACCEPTED -> {
          mark(app, item, InboxItem.State.RECEIVED);
          listener.onStep(new Step(Phase.TEST, Result.OK, result.text()));
          promote(seen, item, result, Optional.empty(), listener);
          return true;
        }
        case EXPIRED_AT_SP_API -> {
          mark(app, item, InboxItem.State.RECEIVED);
          if (heldLongEnough(seen, fingerprint)) {
            listener.onStep(new Step(Phase.TEST, Result.OK, result.text()));
            promote(seen, item, result, text, listener);
            return true;
          }
          listener.onStep(new Step(Phase.TEST, Result.WAITING, result.text()));
          journals.note(
              app,
              fingerprint,
              result,
              journal ->
                  journal
                      .withState(RotationState.RECEIVED)
                      .withTrials(journal.trials().held(now()), text));
        }
        case REFUSED -> {
          listener.onStep(new Step(Phase.TEST, Result.REFUSED, result.text()));
          mark(app, item, InboxItem.State.SUSPECT);
          journals.note(
              app,
              fingerprint,
              result,
              journal ->
                  journal
                      .withState(RotationState.SUSPECT)
                      .withTrials(journal.trials().refused(now()), text));
        }
        case NO_VERDICT -> {
          listener.onStep(new Step(Phase.TEST, Result.WAITING, result.text()));
          journals.note(
              app,
              fingerprint,
              result,
              journal -> journal.withTrials(journal.trials().withoutVerdict(now()), text));
          return false;
        }
      }
    }
    return false;
  }

  private void promote(
      Snapshot seen,
      InboxItem item,
      TrialResult result,
      Optional<String> doubt,
      RotationListener listener) {
    String app = seen.app();
    Fingerprint fingerprint = seen.fingerprint(item.value());
    Optional<String> rotationId =
        seen.record()
            .journal()
            .filter(journal -> journal.candidate().equals(fingerprint))
            .map(RotationJournal::rotationId);
    try {
      hooks.before(HookFacts.before(app, rotationId), listener);
    } catch (HalfturnException e) {
      journals.note(
          app,
          fingerprint,
          result,
          journal ->
              journal.withTrials(
                  journal.trials().withoutVerdict(now()), Optional.of(e.getMessage())));
      throw e;
    }
    journals
        .verified(app, item, result, doubt)
        .ifPresent(journal -> promotion.promote(app, journal, item.value()));
  }

  /**
   * Reads the current secret back from the store and exchanges it once more. If it is not the
   * journal's or does not pass, the journal says when to try again.
   */
  void confirm(String app, RotationListener listener) {
    Snapshot seen = entries.readTracked(app, context);
    Optional<RotationJournal> known = seen.record().journal();
    if (known.isEmpty() || known.get().confirmedAt().isPresent()) {
      return; // another process was quicker
    }
    Fingerprint candidate = known.get().candidate();
    TrialResult result = trial.attempt(app, seen.current().value());
    if (seen.record().current().fingerprint().equals(candidate) && result.works()) {
      Optional<String> doubt =
          Optional.of(result.text()).filter(text -> result.verdict() != Verdict.ACCEPTED);
      HookFacts facts =
          new HookFacts(
              app,
              known.map(RotationJournal::rotationId),
              Optional.of(seen.current().version().id()),
              known.map(RotationJournal::oldExpiresAt));
      hooks.deploy(facts, listener); // before the journal: a crash repeats it, and loses nothing
      journals.note(
          app,
          candidate,
          result,
          journal -> journal.confirmed(now()).withTrials(passed(seen, journal), doubt));
      listener.onStep(
          new Step(
              Phase.FINISH,
              Result.OK,
              "version "
                  + SecretVersion.shown(seen.current().version().id())
                  + " is current; the old one works until "
                  + known.get().oldExpiresAt()));
      log.info("{}: client secret {} is current", app, candidate);
      context
          .audit()
          .record(
              AuditEvent.of(AuditAction.ROTATION_CONFIRMED, app)
                  .of(candidate.shortForm())
                  .with("rotation " + known.get().rotationId()));
      hooks.after(facts, listener);
    } else {
      listener.onStep(new Step(Phase.FINISH, Result.WAITING, result.text()));
      journals.note(
          app,
          candidate,
          result,
          journal ->
              journal.withTrials(
                  journal.trials().withoutVerdict(now()), Optional.of(result.text())));
    }
  }

  /** One more try has passed; newer secrets that were refused get their turn later. */
  private Trials passed(Snapshot seen, RotationJournal journal) {
    Trials passed = journal.trials().passed();
    return seen.candidates(now()).isEmpty()
        ? passed
        : passed.againAt(RetrySchedule.afterAnOlderOnePassed(now()));
  }

  private void mark(String app, InboxItem item, InboxItem.State state) {
    entries.updateInbox(
        app,
        inbox ->
            inbox
                .find(item.value())
                .filter(InboxItem::isCandidate)
                .map(known -> inbox.with(known.withState(state)))
                .orElse(inbox));
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
