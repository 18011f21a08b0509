// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.token.TokenExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Rotation without a person, up to the arrival of the new secret; from there on {@link
 * Rotator#resume} goes on with it as with any other. Thread-safe, and safe beside other processes.
 *
 * <p>Amazon makes a new secret each time it is asked, without a way to tell two requests apart, and
 * sends it once. So what is going to be asked is durable before, asked once, and what came of it
 * durable afterwards; a message is let go only when what it holds lies in the inbox and was read
 * back. Each method may be cut off anywhere: the next call, in any process, goes on.
 *
 * <p>All methods that change something need one of: a store that keeps processes apart, or the name
 * of the instance that rotates ({@link Ownership}). Otherwise they fail with {@link
 * ErrorCode#FAILED_PRECONDITION}, reason {@code OWNER_NEEDED}; on an instance that only watches
 * with {@code NOT_THE_OWNER}.
 */
public final class AutomaticRotation {

  /** How a rotation is begun. */
  public enum Urgency {
    /** Because somebody asks for it. */
    ASKED,
    /**
     * Because somebody insists, and has said why: also within the overlap of the last rotation, by
     * a clock that is not trusted, and after three requests within 24 hours.
     */
    FORCED
  }

  private static final int NONCE = 4;

  private final RotationContext context;
  private final RotationEntries entries;
  private final Claims claims;
  private final RequestPreflight preflight;
  private final Requester requester;
  private final Mailroom mailroom;
  private final HookCalls hooks;
  private final RequestTroubles troubles;
  private final Consumer<String> tell;
  private final Map<String, Instant> notReadySince = new ConcurrentHashMap<>();

  /**
   * Owns nothing it is given.
   *
   * @param context store, policy, clock and randomness
   * @param trial asks Amazon about a secret
   * @param issuer asks for new secrets and receives them
   * @param exchange buys the tokens to ask with
   * @param applications client ids and regions
   * @param endpoints where the Selling Partner API answers
   * @param tracker tells people
   */
  public AutomaticRotation(
      RotationContext context,
      SecretTrial trial,
      SecretIssuer issuer,
      TokenExchange exchange,
      Applications applications,
      Endpoints endpoints,
      RotationTracker tracker) {
    this(
        context,
        trial,
        issuer,
        new AmazonAccess(exchange, applications, endpoints),
        tracker::check,
        tracker::alarm);
  }

  /**
   * @param tell tells people what the record says is to be told
   * @param alarm tells people how a request stands, where no record can be written
   */
  AutomaticRotation(
      RotationContext context,
      SecretTrial trial,
      SecretIssuer issuer,
      RequestAccess access,
      Consumer<String> tell,
      BiConsumer<String, SecretRequest> alarm) {
    this.context = context;
    this.entries = new RotationEntries(context.secrets());
    this.claims = new Claims(context);
    Settlement settlement = new Settlement(context, entries, trial);
    this.preflight = new RequestPreflight(context, entries, trial, settlement, access, issuer);
    this.requester = new Requester(context, entries, access, issuer, claims, owner(context));
    this.tell = Objects.requireNonNull(tell);
    this.troubles = new RequestTroubles(context, entries, requester, access, tell, alarm);
    this.mailroom =
        new Mailroom(
            context,
            new Arrivals(context, entries, trial, settlement),
            access,
            issuer,
            troubles::notStored,
            troubles::unreadable);
    this.hooks = new HookCalls(context);
  }

  /** Tells processes of one name apart. */
  private static String owner(RotationContext context) {
    byte[] nonce = new byte[NONCE];
    context.random().nextBytes(nonce);
    return HexFormat.of().formatHex(nonce) + "-" + context.ownership().instance();
  }

  /**
   * Looks at everything that {@link #begin} would look at, without asking Amazon for a secret. An
   * entry of the store comes and goes, the inbox is written as it is, and an exchange is made.
   *
   * @return what has been looked at, what is in order included
   * @throws HalfturnException if something could not be looked at
   */
  public List<IssuerCheck> preflight(String app) {
    return preflight(app, Urgency.ASKED);
  }

  /** As {@link #preflight(String)}, for a rotation begun with that urgency. */
  public List<IssuerCheck> preflight(String app, Urgency urgency) {
    return preflight.report(app, urgency == Urgency.FORCED);
  }

  /**
   * When a rotation of the application begins by itself, as things stand; in the past if that is
   * due. Empty if none does: it is not enabled, nobody knows when the secret ends, or one is under
   * way. Reads only.
   */
  public Optional<Instant> startsAt(String app) {
    return RequestDecision.next(entries.readAdopted(app, context).record(), context.policy())
        .filter(next -> next.step() == RequestDecision.Step.START)
        .map(RequestDecision::at);
  }

  /**
   * When a rotation of the application would be due, whether or not one begins by itself: what
   * {@code --if-due} goes by. Empty as for {@link #startsAt}. Reads only.
   */
  public Optional<Instant> dueAt(String app) {
    RotationPolicy policy =
        context
            .policy()
            .withAutomatic(new AutomaticPolicy(true, context.policy().automatic().window()));
    return RequestDecision.next(entries.readAdopted(app, context).record(), policy)
        .filter(next -> next.step() == RequestDecision.Step.START)
        .map(RequestDecision::at);
  }

  /**
   * Begins a rotation: looks whether everything is in order, then asks Amazon for a new secret by
   * one request. Where one is under way already, nothing is asked that {@link #goOn} would not ask.
   *
   * @param app the application
   * @param urgency why
   * @param listener told of each step
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION} if something is not in order,
   *     naming each thing, with the reason of the first; or reason {@code ROTATION_UNDER_WAY} while
   *     a new secret waits for its proof, {@code SECRET_NOT_STORED} while one waits in the queue
   *     that the store does not take, {@code ASKED_TOO_OFTEN}, {@code HOOK_FAILED} or {@code
   *     AUDIT_DEGRADED}; {@link ErrorCode#CONFLICT}, reason {@code CLAIMED}, if another process
   *     does the same. Amazon was not asked then.
   */
  public RequestOutcome begin(String app, Urgency urgency, RotationListener listener) {
    context.ownership().require();
    claims.require();
    Snapshot seen = entries.readTracked(app, context);
    requireNoSecretWaiting(seen);
    boolean forced = urgency == Urgency.FORCED;
    if (!forced) {
      troubles.requireNoSecretInQueue(seen.record());
    }
    if (seen.record().request().filter(SecretRequest::isUnderWay).isPresent()) {
      return goOn(app, listener);
    }
    if (!forced) {
      requireNotTooOften(seen);
    }
    RequestPreflight.Result ready = preflight.look(app, forced);
    ready.require();
    listener.onStep(
        new Step(
            Phase.CREATE, Result.OK, "preflight: " + ready.checks().size() + " checks in order"));
    announce(app, listener);
    return ask(seen, ready, listener);
  }

  /**
   * Takes messages out of the queue, of all applications. New secrets, asked for or not, lie in the
   * inbox when this returns, and expiry dates in the record; {@link Rotator#resume} goes on with
   * the applications named. What is not ours stays in the queue.
   *
   * @param wait how long to wait for the first message; zero looks once
   * @throws HalfturnException if the queue could not be asked; what fails with one message is
   *     logged, and that message comes again
   */
  public Reception receive(Duration wait) {
    context.ownership().require();
    claims.require();
    return mailroom.take(wait);
  }

  /** As {@link #goOn(String, RotationListener)}, with nobody listening. */
  public RequestOutcome goOn(String app) {
    return goOn(app, RotationListener.NONE);
  }

  /**
   * Does what is due by itself: begins a rotation where that is enabled, says that no secret has
   * arrived, asks once more where that is allowed. May be called at any time, by anyone; where this
   * instance may not rotate, nothing happens.
   *
   * @throws HalfturnException if something failed that may pass; it is due again then
   */
  public RequestOutcome goOn(String app, RotationListener listener) {
    Snapshot seen = entries.readTracked(app, context);
    Optional<RequestDecision> next =
        RequestDecision.next(seen.record(), context.policy()).filter(step -> step.isDue(now()));
    boolean mayGoOn = context.ownership().mayRotate() && claims.isPossible();
    if (next.isEmpty() || !mayGoOn || Resumption.waitsForProof(seen, now())) {
      return outcome(app, false, Optional.empty());
    }
    return switch (next.get().step()) {
      case STALL -> {
        troubles.stalled(seen);
        yield goOn(app, listener);
      }
      case GIVE_UP -> {
        requester.update(app, seen.record().request().orElseThrow(), SecretRequest::answered);
        yield outcome(app, false, Optional.empty());
      }
      case START, ASK_AGAIN -> askIfReady(seen, listener);
    };
  }

  private RequestOutcome askIfReady(Snapshot seen, RotationListener listener) {
    RequestPreflight.Result ready;
    try {
      ready = preflight.look(seen.app(), false);
      notReadySince.remove(seen.app());
    } catch (HalfturnException e) {
      if (!isLong(seen.app())) {
        throw e;
      }
      return stuck(seen, e.problem(), RequestTroubles.RETRY);
    }
    try {
      ready.require();
      announce(seen.app(), listener);
    } catch (HalfturnException e) {
      return stuck(seen, e.problem(), RequestDecision.PAUSE);
    }
    try {
      return ask(seen, ready, listener);
    } catch (HalfturnException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      return outcome(seen.app(), false, Optional.of(e.problem())); // theirs
    }
  }

  private RequestOutcome stuck(Snapshot seen, Problem problem, Duration pause) {
    troubles.stuck(seen, problem, pause);
    return outcome(seen.app(), false, Optional.of(problem));
  }

  /** Whether what keeps from looking, and may pass, has not passed for an hour. */
  private boolean isLong(String app) {
    Instant now = now();
    Instant since = notReadySince.computeIfAbsent(app, first -> now);
    return !since.plus(RequestTroubles.RETRY).isAfter(now);
  }

  /** Programs may say no, and it is written down, before Amazon is asked. */
  private void announce(String app, RotationListener listener) {
    hooks.before(HookFacts.before(app, Optional.empty()), listener);
    context.audit().require(AuditEvent.of(AuditAction.ROTATION_REQUESTED, app).with("of Amazon"));
  }

  private RequestOutcome ask(
      Snapshot seen, RequestPreflight.Result ready, RotationListener listener) {
    IssuerAnswer answer = requester.ask(seen, ready, listener);
    tell.accept(seen.app());
    return outcome(seen.app(), answer.outcome() != IssuerAnswer.Outcome.NOT_SENT, answer.problem());
  }

  private void requireNoSecretWaiting(Snapshot seen) {
    if (Resumption.waitsForProof(seen, now())) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "ROTATION_UNDER_WAY",
                  "a new secret of '" + seen.app() + "' exists already and waits for its proof")
              .withHint("go on with it by 'halfturn rotate " + seen.app() + " --resume'"));
    }
  }

  private void requireNotTooOften(Snapshot seen) {
    Optional<Instant> room =
        seen.record().request().flatMap(SecretRequest::roomAt).filter(at -> at.isAfter(now()));
    if (room.isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "ASKED_TOO_OFTEN",
                  "Amazon was asked "
                      + SecretRequest.MAX_POSTS
                      + " times for a new secret of '"
                      + seen.app()
                      + "' within 24 hours")
              .withHint("wait until " + room.get() + ", or force it and say why"));
    }
  }

  private RequestOutcome outcome(String app, boolean asked, Optional<Problem> problem) {
    RotationRecord record = entries.readTracked(app, context).record();
    return new RequestOutcome(
        app,
        record.rotationState(),
        record
            .shownRequest()
            .map(SecretRequest::rotationId)
            .or(() -> record.journal().map(RotationJournal::rotationId)),
        asked,
        RequestDecision.next(record, context.policy()).map(RequestDecision::at),
        problem.or(() -> troubles.inQueue(record)));
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
