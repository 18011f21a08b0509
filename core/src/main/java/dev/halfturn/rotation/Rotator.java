// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.secrets.CredentialRules;
import dev.halfturn.secrets.SecretReplacement;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a client secret without an outage. Thread-safe.
 *
 * <p>A person makes the new secret in Amazon's console and hands it to {@link #accept}. It goes to
 * the inbox, is tried at Amazon, becomes the current one, is confirmed; the old one stays as the
 * previous one for as long as Amazon accepts it. Each step is durable before the next begins, so
 * after a crash anywhere {@link #resume} goes on, in any process.
 *
 * <p>No method waits: each makes at most one attempt. Where Amazon has not accepted the new secret
 * yet, the outcome says when to call {@link #resume} again. Meanwhile the current secret stays in
 * use.
 *
 * <p>Where another instance makes the rotations ({@link Ownership}), what a person asks for is
 * refused by {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NOT_THE_OWNER}, and what goes on
 * by itself does nothing.
 */
public final class Rotator implements SecretReplacement {

  private static final Logger log = LoggerFactory.getLogger(Rotator.class);

  private final RotationContext context;
  private final RotationEntries entries;
  private final Preflight preflight;
  private final Settlement settlement;
  private final Intake intake;
  private final Journals journals;
  private final Promotion promotion;
  private final Attempt attempt;
  private final Replacement replacement;
  private final Rollback rollback;
  private final HookCalls hooks;
  private final Consumer<String> onPromoted;
  private final Consumer<String> tell;

  /**
   * Owns nothing it is given.
   *
   * @param context store, policy, clock and randomness
   * @param trial asks Amazon about a secret
   * @param onPromoted told of each application whose current secret has just changed, so that
   *     tokens made with the old one are dropped; may be called more than once for one rotation
   * @param tell tells people what the record says is to be told: {@link RotationTracker#check}
   */
  public Rotator(
      RotationContext context,
      SecretTrial trial,
      Consumer<String> onPromoted,
      Consumer<String> tell) {
    this(context, trial, onPromoted, onPromoted, tell);
  }

  /**
   * As the other one, for those whose tokens may outlast a rotation.
   *
   * @param onOverlap told in place of {@code onPromoted} where the old secret is certain to work on
   *     for longer than any token made with it, for which Amazon or a person must have said when it
   *     ends and when the new one was made
   */
  public Rotator(
      RotationContext context,
      SecretTrial trial,
      Consumer<String> onPromoted,
      Consumer<String> onOverlap,
      Consumer<String> tell) {
    this.context = context;
    this.entries = new RotationEntries(context.secrets());
    this.preflight = new Preflight(context, entries, trial);
    this.settlement = new Settlement(context, entries, trial);
    this.intake = new Intake(context, entries, trial, settlement);
    this.journals = new Journals(context, entries);
    this.promotion = new Promotion(context, entries, onPromoted, onOverlap);
    this.attempt = new Attempt(context, entries, trial, journals, promotion);
    this.replacement = new Replacement(context, entries);
    this.rollback = new Rollback(context, entries, trial, journals, replacement, onPromoted);
    this.hooks = new HookCalls(context);
    this.onPromoted = onPromoted;
    this.tell = Objects.requireNonNull(tell);
  }

  /**
   * Returns if this instance makes rotations. To be asked before anything else, and above all
   * before a new secret is read.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NOT_THE_OWNER},
   *     if another one does
   */
  public void requireOwner() {
    context.ownership().require();
  }

  /** Whether {@link #requireOwner} would return. */
  public boolean mayRotate() {
    return context.ownership().mayRotate();
  }

  /**
   * Says whether a new secret should be made now. To be asked before a person is sent to the
   * console; once a new secret exists, {@link #accept} takes it in any case.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code
   *     ROTATED_RECENTLY}, while the secret replaced last may still be alive: what a second
   *     rotation does to it and to the current one, Amazon does not say
   */
  public void preflight(String app) {
    preflight.requireOverlapIsOver(app);
  }

  /**
   * Tries whether a new secret could be taken care of: the store has to keep an entry of a client
   * secret's size for a moment, and this computer's clock must not differ from Amazon's by more
   * than 5 minutes, as far as Amazon tells its time. To be asked right before a person is sent to
   * the console.
   *
   * @throws HalfturnException what the store throws if it does not write; {@link
   *     ErrorCode#FAILED_PRECONDITION}, reason {@code STORE_FORGETS}, {@code CLOCK_UNTRUSTED} or
   *     {@code NOT_THE_OWNER}
   */
  public void requireReady(String app) {
    requireOwner();
    preflight.requireStoreWrites(app);
    preflight.requireTrustedClock(app);
  }

  /**
   * Says that a new secret is about to be made. To be called last before a person is sent to the
   * console: hooks are asked whether it may be, and it is written down.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code HOOK_FAILED} or
   *     {@code AUDIT_DEGRADED}, if it must not be made now
   */
  public void request(String app, RotationListener listener) {
    hooks.before(HookFacts.before(app, Optional.empty()), listener);
    context.audit().require(AuditEvent.of(AuditAction.ROTATION_REQUESTED, app).with("of a person"));
  }

  /** As {@link #accept(String, SecretValue, Optional, RotationListener)}, with nothing known. */
  public RotationOutcome accept(String app, SecretValue newSecret) {
    return accept(app, newSecret, Optional.empty(), RotationListener.NONE);
  }

  /**
   * Takes a new secret and goes as far as possible with it. Idempotent: the same secret again is
   * tried again.
   *
   * @param app the application
   * @param newSecret exactly as Amazon shows it: nothing is stripped
   * @param declaredExpiry when Amazon's console says the new secret ends; without it, its life is
   *     estimated from now
   * @param listener told of each step
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it cannot be a client secret,
   *     with a reason of {@link CredentialRules}, or {@code DATE_IMPLAUSIBLE}; {@link
   *     ErrorCode#FAILED_PRECONDITION} with {@code NEW_SECRET_IS_CURRENT}, {@code
   *     NEW_SECRET_IS_OLD}, {@code INBOX_FULL} or {@code NOT_THE_OWNER}; {@link
   *     ErrorCode#NOT_FOUND} if the application has no client secret. The secret is in the inbox
   *     for certain once the listener has heard of {@link Phase#SET}.
   */
  public RotationOutcome accept(
      String app,
      SecretValue newSecret,
      Optional<Instant> declaredExpiry,
      RotationListener listener) {
    requireOwner();
    Snapshot seen = entries.readAdopted(app, context);
    if (isHalfPromoted(seen, newSecret)) {
      return resume(app, listener);
    }
    InboxItem item = intake.take(seen, newSecret, declaredExpiry);
    Fingerprint fingerprint = entries.readTracked(app, context).fingerprint(newSecret);
    context
        .audit()
        .record(
            AuditEvent.of(AuditAction.ROTATION_RECEIVED, app)
                .of(fingerprint.shortForm())
                .with("brought by a person"));
    listener.onStep(new Step(Phase.CREATE, Result.OK, "new secret " + fingerprint + " received"));
    listener.onStep(new Step(Phase.SET, Result.OK, "in the inbox, read back"));
    settle(app); // or else the inbox of who never resumes fills over the years
    journals.beginAsAsked(app, item);
    return attemptAndTell(app, listener);
  }

  /**
   * Puts another client secret in the current one's place untried, because a person says that the
   * current one is wrong. A new secret that Amazon has just shown goes to {@link #accept} instead.
   * When it ends is unknown afterwards, unless it was known before.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret;
   *     {@link ErrorCode#FAILED_PRECONDITION}, reason {@code INBOX_FULL}, {@code NOT_THE_OWNER}, or
   *     {@code ROTATION_UNDER_WAY} while a new secret that Amazon was asked for may still arrive
   */
  @Override
  public void replace(String app, SecretValue clientSecret, Map<SecretName, SecretValue> besides) {
    requireOwner();
    Snapshot seen = entries.readAdopted(app, context);
    boolean another = !seen.current().value().equals(clientSecret);
    if (another) {
      Replacement.requireNothingAwaited(seen);
    }
    context.audit().require(AuditEvent.of(AuditAction.SECRET_REPLACED, app));
    replacement.replace(app, clientSecret, besides);
    if (another) {
      onPromoted.accept(app);
    }
  }

  /**
   * Makes the client secret before the current one the current one again, if Amazon accepts it. The
   * other one becomes the previous one and is kept until its own end; the same call again goes back
   * to it. Neither is put in place by {@link #resume} afterwards.
   *
   * @param agreed asked once Amazon has accepted the earlier secret and before anything is changed;
   *     if it says no, nothing is
   * @return whether it said yes
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND}, reason {@code NO_PREVIOUS_SECRET}, if
   *     there is none, or without that reason if the application has no client secret; {@link
   *     ErrorCode#FAILED_PRECONDITION}, reason {@code ROTATION_UNDER_WAY}, while a new secret waits
   *     for its proof or is awaited, {@code PREVIOUS_ENDED}, if the earlier one has ended more than
   *     a day ago, {@code INBOX_FULL}, or {@code NOT_THE_OWNER}, which is said only after a yes;
   *     {@link ErrorCode#UNAUTHENTICATED}, reason {@code CREDENTIAL_REJECTED} or {@code
   *     CLIENT_SECRET_EXPIRED}, if Amazon refuses it; {@link ErrorCode#UNAVAILABLE}, reason {@code
   *     NO_VERDICT}, if Amazon says nothing; {@link ErrorCode#CONFLICT} if the secrets were changed
   *     meanwhile. Nothing has changed then.
   */
  public boolean rollback(String app, BiPredicate<RollbackPlan, TrialResult> agreed) {
    return rollback(app, agreed, RotationListener.NONE);
  }

  /**
   * As {@link #rollback(String, BiPredicate)}, telling of hooks. Beyond that it fails with {@link
   * ErrorCode#FAILED_PRECONDITION}, reason {@code HOOK_FAILED} or {@code AUDIT_DEGRADED}, after a
   * yes and before anything is changed.
   */
  public boolean rollback(
      String app, BiPredicate<RollbackPlan, TrialResult> agreed, RotationListener listener) {
    return rollback.rollback(
        app,
        (plan, result) -> {
          boolean yes = agreed.test(plan, result);
          if (yes) {
            requireOwner();
          }
          return yes;
        },
        listener);
  }

  /**
   * Goes on with a rotation that is not finished, clears up after one whose old secret is dead, or
   * does nothing. May be called at any time, by anyone; only the owner goes on.
   */
  public RotationOutcome resume(String app) {
    return resume(app, RotationListener.NONE);
  }

  /** As {@link #resume(String)}, telling of each step. */
  public RotationOutcome resume(String app, RotationListener listener) {
    if (!context.ownership().mayRotate()) {
      return Outcomes.nothing(app);
    }
    settle(app);
    Snapshot seen = entries.readTracked(app, context);
    return switch (Resumption.next(seen, context.policy(), now())) {
      case NOTHING, CLEAR_UP -> Outcomes.nothing(app);
      case WAIT -> Outcomes.of(app, seen.record(), now());
      case TEST -> {
        Resumption.toBegin(seen, context.policy(), now()).ifPresent(item -> begin(app, item));
        yield attemptAndTell(app, listener);
      }
      case CONFIRM -> {
        if (journal(seen).state() != RotationState.PROMOTED) {
          promotion.finish(app, journal(seen)); // cut off between the two
        }
        yield confirmAndTell(app, listener);
      }
      case PUT_BACK -> putBack(seen, journal(seen), listener);
      case GIVE_UP -> giveUp(app, journal(seen));
    };
  }

  /** A secret that was received answers what somebody was asked; one that was refused does not. */
  private void begin(String app, InboxItem item) {
    if (item.state() == InboxItem.State.SUSPECT) {
      journals.begin(app, item);
    } else {
      journals.beginAsAsked(app, item);
    }
  }

  /**
   * As {@link #resume(String)}, and where that finds nothing to do, the inbox is tried once more:
   * to be called when a reader has had to fall back to a secret that lies there, which is then
   * better than the current one, even if trying it was given up long ago.
   */
  public RotationOutcome repair(String app) {
    RotationOutcome outcome = resume(app);
    if (outcome.kind() != RotationOutcome.Kind.NOTHING_TO_DO || !context.ownership().mayRotate()) {
      return outcome;
    }
    Optional<InboxItem> newest =
        entries.readTracked(app, context).candidates(now()).stream().findFirst();
    if (newest.isEmpty()) {
      return outcome;
    }
    journals.begin(app, newest.get());
    return attemptAndTell(app, RotationListener.NONE);
  }

  /**
   * What {@link #resume} would begin with now. Reads only and asks nobody, so the current secret is
   * taken for one that works.
   */
  public ResumeStep preview(String app) {
    Snapshot seen = entries.readAdopted(app, context);
    ResumeStep next = Resumption.next(seen, context.policy(), now());
    return next == ResumeStep.NOTHING && settlement.isDue(seen, now()) ? ResumeStep.CLEAR_UP : next;
  }

  /**
   * Removes the previous secret and what a rotation has left behind, if by this computer's clock
   * and by Amazon's it is 24 hours after the old secret's end and after the current one's overlap,
   * and if the current secret exchanges; otherwise, also if Amazon does not tell its time, does
   * nothing.
   *
   * @return whether it was time
   */
  public boolean settle(String app) {
    return context.ownership().mayRotate() && settlement.settle(app);
  }

  private RotationOutcome putBack(
      Snapshot seen, RotationJournal journal, RotationListener listener) {
    String app = seen.app();
    log.warn(
        "{}: an older client secret was put back; promoting {} again", app, journal.candidate());
    InboxItem item = seen.item(journal.candidate()).orElseThrow();
    promotion.promote(app, journal, item.value());
    return confirmAndTell(app, listener);
  }

  private RotationOutcome giveUp(String app, RotationJournal journal) {
    if (journal.state() != RotationState.PROMOTED) {
      log.warn(
          "{}: rotation {} ended without its new secret being accepted", app, journal.rotationId());
    }
    journals.end(app, journal);
    return Outcomes.nothing(app);
  }

  private static RotationJournal journal(Snapshot seen) {
    return seen.record().journal().orElseThrow();
  }

  private RotationOutcome attemptAndTell(String app, RotationListener listener) {
    try {
      if (attempt.tryCandidates(app, listener)) {
        attempt.confirm(app, listener);
      }
    } catch (HalfturnException e) {
      tellBesides(app, e); // what fails time and again is to be told as well
      throw e;
    }
    return told(app);
  }

  private void tellBesides(String app, HalfturnException failure) {
    try {
      tell.accept(app);
    } catch (HalfturnException e) {
      failure.addSuppressed(e);
    }
  }

  private RotationOutcome confirmAndTell(String app, RotationListener listener) {
    attempt.confirm(app, listener);
    return told(app);
  }

  private RotationOutcome told(String app) {
    tell.accept(app);
    return Outcomes.of(app, entries.readTracked(app, context).record(), now());
  }

  /** Handed over again after a crash between its promotion and its confirmation. */
  private static boolean isHalfPromoted(Snapshot seen, SecretValue newSecret) {
    return newSecret.equals(seen.current().value())
        && seen.record()
            .journal()
            .filter(journal -> journal.confirmedAt().isEmpty())
            .filter(journal -> journal.candidate().equals(seen.fingerprint(newSecret)))
            .isPresent();
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
