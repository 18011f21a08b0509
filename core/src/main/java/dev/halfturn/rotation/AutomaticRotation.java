// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.SecretRequest.Outcome;
import dev.halfturn.rotation.SecretRequest.Trouble;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
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
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger log = LoggerFactory.getLogger(AutomaticRotation.class);

  private static final int NONCE = 4;
  private static final Duration STUCK_RETRY = Duration.ofHours(1);
  private static final Duration NOTE_RENEWED = RequestDecision.PAUSE.dividedBy(2);

  private final RotationContext context;
  private final RotationEntries entries;
  private final Claims claims;
  private final RequestPreflight preflight;
  private final Requester requester;
  private final Mailroom mailroom;
  private final HookCalls hooks;
  private final RequestAccess access;
  private final Consumer<String> tell;
  private final BiConsumer<String, SecretRequest> alarm;
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
    this.mailroom =
        new Mailroom(
            context,
            new Arrivals(context, entries, trial, settlement),
            access,
            issuer,
            this::notStored,
            this::unreadable);
    this.hooks = new HookCalls(context);
    this.access = access;
    this.tell = Objects.requireNonNull(tell);
    this.alarm = Objects.requireNonNull(alarm);
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
      requireNoSecretInQueue(seen.record());
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
        stall(seen);
        yield goOn(app, listener);
      }
      case GIVE_UP -> {
        update(seen, SecretRequest::answered);
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
      return stuck(seen, e.problem(), STUCK_RETRY);
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

  /** Whether what keeps from looking, and may pass, has not passed for an hour. */
  private boolean isLong(String app) {
    Instant now = now();
    Instant since = notReadySince.computeIfAbsent(app, first -> now);
    return !since.plus(STUCK_RETRY).isAfter(now);
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

  private void stall(Snapshot seen) {
    SecretRequest asked = seen.record().request().orElseThrow();
    Trouble why =
        new Trouble(
            "NO_NEW_SECRET",
            asked.outcome() == Outcome.OK
                ? "Amazon took the request, and no new secret has arrived"
                : "whether Amazon took the request is unknown, and no new secret has arrived");
    log.warn("{}: rotation {}: {}", seen.app(), asked.rotationId(), why.text());
    update(seen, known -> known.stalled(why, now()));
    tell.accept(seen.app());
  }

  /** What keeps from asking: people are told, and it is tried again. */
  private RequestOutcome stuck(Snapshot seen, Problem problem, Duration pause) {
    log.warn("{}: no automatic rotation ({}): {}", seen.app(), problem.reason(), problem.message());
    Trouble why = Trouble.of(problem);
    Optional<SecretRequest> before = seen.record().request();
    SecretRequest stuck =
        before
            .filter(SecretRequest::isUnderWay)
            .map(asked -> asked.stalledUntil(why, now(), now().plus(STUCK_RETRY)))
            .orElseGet(() -> blocked(seen.record(), why, pause));
    entries.updateRecord(
        seen.app(),
        known ->
            known
                .filter(record -> record.request().equals(before))
                .map(record -> record.withRequest(Optional.of(stuck))));
    tell.accept(seen.app());
    return outcome(seen.app(), false, Optional.of(problem));
  }

  /** Blocked without Amazon having been asked. */
  private SecretRequest blocked(RotationRecord record, Trouble why, Duration pause) {
    Optional<SecretRequest> before = record.request();
    Instant now = now();
    return new SecretRequest(
            before
                .filter(known -> known.state() == SecretRequest.State.BLOCKED)
                .map(SecretRequest::rotationId)
                .orElseGet(() -> RotationId.random(context.random())),
            SecretRequest.State.REQUESTING,
            record.current().fingerprint(),
            "",
            before.map(SecretRequest::attempt).orElse(0),
            now,
            Outcome.NOT_SENT,
            before.map(known -> known.postsAt(now)).orElse(List.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .blocked(Outcome.NOT_SENT, why, now, now.plus(pause), before);
  }

  /**
   * A new secret that has to stay in the queue is everybody's business. It comes back every few
   * minutes, and as long as it does Amazon is not asked for another.
   */
  private void notStored(String app, HalfturnException failure) {
    Trouble why = Trouble.notStored(failure.problem());
    try {
      entries.updateRecord(
          app,
          known -> known.map(record -> record.withRequest(Optional.of(ofNotStored(record, why)))));
      tell.accept(app);
    } catch (HalfturnException e) {
      log.error("{}: nor does the store take a note of that ({})", app, e.reason());
      alarmUnrecorded(app, why);
    }
  }

  /** A store that takes nothing keeps nobody from being told. */
  private void alarmUnrecorded(String app, Trouble why) {
    try {
      RotationRecord record = entries.readAdopted(app, context).record();
      alarm.accept(app, ofNotStored(record, why));
    } catch (HalfturnException e) {
      log.error("{}: nobody could be told ({})", app, e.reason());
    }
  }

  /** It may be what was asked for: as long as it comes back Amazon is not asked for another. */
  private void unreadable(IssuerMessage message) {
    Trouble why =
        new Trouble(
            Trouble.MESSAGE_UNREADABLE,
            "a message in queue "
                + message.queue()
                + " that nobody can read may be the new secret; look at it there, or rotate by hand");
    Instant now = now();
    for (String app : access.apps()) {
      boolean noted =
          entries
              .updateRecord(
                  app,
                  known ->
                      known.flatMap(
                          record ->
                              record
                                  .request()
                                  .filter(asked -> asked.mayBe(message.sentAt()))
                                  .map(
                                      asked ->
                                          asked.unreadable(
                                              why, now, now.plus(RequestDecision.PAUSE)))
                                  .map(asked -> record.withRequest(Optional.of(asked)))))
              .isPresent();
      if (noted) {
        tell.accept(app);
      }
    }
  }

  private SecretRequest ofNotStored(RotationRecord record, Trouble why) {
    Instant now = now();
    return record
        .request()
        .filter(known -> known.isOfNotStored(now.plus(NOTE_RENEWED)))
        .filter(known -> known.trouble().equals(Optional.of(why)))
        .orElseGet(
            () ->
                record
                    .request()
                    .filter(SecretRequest::isUnderWay)
                    .map(asked -> asked.notStored(why, now, now.plus(RequestDecision.PAUSE)))
                    .orElseGet(() -> blocked(record, why, RequestDecision.PAUSE)));
  }

  private void requireNoSecretInQueue(RotationRecord record) {
    notStored(record)
        .ifPresent(
            problem -> {
              throw new HalfturnException(problem);
            });
  }

  private Optional<Problem> notStored(RotationRecord record) {
    return record
        .request()
        .filter(known -> known.isOfNotStored(now()))
        .flatMap(SecretRequest::trouble)
        .map(
            why ->
                Problem.of(ErrorCode.FAILED_PRECONDITION, why.reason(), why.line())
                    .withHint("mend that; then the secret comes in by itself within minutes"));
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
        problem.or(() -> notStored(record)));
  }

  private void update(Snapshot seen, UnaryOperator<SecretRequest> change) {
    requester.update(seen.app(), seen.record().request().orElseThrow(), change);
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
