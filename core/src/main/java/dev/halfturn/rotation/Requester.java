// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.SecretRequest.Outcome;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Amazon for a new secret: once for each intent, and each intent is durable before. May be cut
 * off anywhere; what is written down says afterwards what may have happened.
 */
final class Requester {

  private static final Logger log = LoggerFactory.getLogger(Requester.class);

  /** Whoever slept longer between writing down and asking leaves it to others. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(60);
  private static final Duration NOT_SENT_WAIT = Duration.ofMinutes(5);

  /** So that a claim used again for a last try is not older than a claim may be. */
  private static final Duration CLAIM_FRESH = Duration.ofMinutes(10);

  private final RotationContext context;
  private final RotationEntries entries;
  private final RequestAccess access;
  private final SecretIssuer issuer;
  private final Claims claims;
  private final String owner;

  Requester(
      RotationContext context,
      RotationEntries entries,
      RequestAccess access,
      SecretIssuer issuer,
      Claims claims,
      String owner) {
    this.context = context;
    this.entries = entries;
    this.access = access;
    this.issuer = issuer;
    this.claims = claims;
    this.owner = owner;
  }

  /**
   * Asks, if nobody else has begun to meanwhile.
   *
   * @param seen from which it was decided
   * @param ready nothing of it stands in the way
   * @return what came of it, written down
   * @throws HalfturnException {@link ErrorCode#CONFLICT} if somebody else was faster; Amazon was
   *     not asked then
   */
  IssuerAnswer ask(Snapshot seen, RequestPreflight.Result ready, RotationListener listener) {
    String app = seen.app();
    URI spApi = access.spApi(app);
    SecretValue token = SecretValue.ofUtf8(ready.token().orElseThrow().token().reveal());
    Optional<SecretRequest> before = seen.record().request();
    Instant amazonNow = now().minus(ready.clockAhead().orElse(Duration.ZERO));
    int attempt =
        before
            .filter(known -> isClaimUnused(known, seen, amazonNow))
            .map(SecretRequest::attempt)
            .orElseGet(
                () ->
                    claims.take(
                        seen, before.map(SecretRequest::attempt).orElse(0), owner, amazonNow));
    SecretRequest intent =
        SecretRequest.intent(
            before,
            RotationId.random(context.random()),
            seen.record().current().fingerprint(),
            owner,
            attempt,
            amazonNow);
    Instant written = now();
    write(seen, before, intent);
    requireStillMine(app, intent, written);

    IssuerAnswer answer = post(spApi, token);
    log.info(
        "{}: rotation {}: asked amazon for a new secret: {}",
        app,
        intent.rotationId(),
        answer.outcome());
    update(app, intent, asked -> besides(before, after(asked, answer, before)));
    listener.onStep(step(answer));
    return answer;
  }

  /** Whether we have claimed the attempt already, just now, and nothing was sent since. */
  private boolean isClaimUnused(SecretRequest known, Snapshot seen, Instant amazonNow) {
    return known.isUnderWay()
        && known.outcome() == Outcome.NOT_SENT
        && known.from().equals(seen.record().current().fingerprint())
        && !known.owner().isEmpty()
        && owner.startsWith(known.owner())
        && known.unsent() < SecretRequest.MAX_UNSENT
        && Duration.between(known.at(), amazonNow).abs().compareTo(CLAIM_FRESH) < 0;
  }

  private void write(Snapshot seen, Optional<SecretRequest> before, SecretRequest intent) {
    boolean written =
        entries
            .updateRecord(
                seen.app(),
                known ->
                    known
                        .filter(record -> record.request().equals(before))
                        .filter(record -> record.isOfSameSecret(seen.record()))
                        .map(record -> record.withRequest(Optional.of(intent))))
            .isPresent();
    if (!written) {
      throw overtaken(seen.app());
    }
  }

  /** Read once more: a store that cannot compare may have let two of us write. */
  private void requireStillMine(String app, SecretRequest intent, Instant written) {
    Snapshot fresh = entries.readAdopted(app, context);
    boolean mine =
        fresh.record().request().filter(known -> known.equals(intent)).isPresent()
            && fresh.record().current().fingerprint().equals(intent.from())
            && !Resumption.waitsForProof(fresh, now());
    boolean prompt = Duration.between(written, now()).abs().compareTo(FRESH) < 0;
    if (!mine || !prompt) {
      HalfturnException overtaken = overtaken(app);
      Trouble why = Trouble.of(overtaken.problem());
      update(app, intent, kept -> kept.again(Outcome.NOT_SENT, why, now().plus(NOT_SENT_WAIT)));
      throw overtaken;
    }
  }

  /** Whatever an issuer throws, the request may have left. */
  private IssuerAnswer post(URI spApi, SecretValue token) {
    try {
      return issuer.request(spApi, token);
    } catch (HalfturnException e) {
      return unknown(e.problem());
    } catch (RuntimeException e) {
      return unknown(
          Problem.of(
              ErrorCode.INTERNAL, "asking for a new secret failed with " + e.getClass().getName()));
    }
  }

  private static IssuerAnswer unknown(Problem problem) {
    return new IssuerAnswer(IssuerAnswer.Outcome.UNKNOWN, Optional.of(problem), Optional.empty());
  }

  /** That nothing comes of this request says nothing of an earlier one. */
  private SecretRequest besides(Optional<SecretRequest> before, SecretRequest asked) {
    return before
        .filter(SecretRequest::isOutstanding)
        .filter(earlier -> earlier.from().equals(asked.from()) && !asked.isOutstanding())
        .map(earlier -> asked.besides(earlier, now()))
        .orElse(asked);
  }

  private SecretRequest after(
      SecretRequest asked, IssuerAnswer answer, Optional<SecretRequest> before) {
    Instant now = now();
    Optional<Trouble> why = answer.problem().map(Trouble::of);
    return switch (answer.outcome()) {
      case ACCEPTED -> asked.awaiting(Outcome.OK, Optional.empty());
      case UNKNOWN -> asked.awaiting(Outcome.UNKNOWN, why);
      case NOT_SENT -> {
        SecretRequest again =
            asked.again(Outcome.NOT_SENT, why.orElseThrow(), now.plus(NOT_SENT_WAIT));
        yield again.unsent() < SecretRequest.MAX_UNSENT
            ? again
            : again.blocked(
                Outcome.NOT_SENT, why.orElseThrow(), now, now.plus(RequestDecision.PAUSE), before);
      }
      case REFUSED ->
          asked.blocked(
              Outcome.REFUSED, why.orElseThrow(), now, now.plus(RequestDecision.PAUSE), before);
      case THROTTLED -> {
        Instant notBefore = now.plus(wait(answer));
        yield asked.roomAt().isPresent()
            ? asked.blocked(
                Outcome.THROTTLED,
                why.orElseThrow(),
                now,
                RotationEngine.later(notBefore, now.plus(RequestDecision.PAUSE)),
                before)
            : asked.again(Outcome.THROTTLED, why.orElseThrow(), notBefore);
      }
    };
  }

  private static Duration wait(IssuerAnswer answer) {
    return answer
        .retryAfter()
        .filter(asked -> asked.compareTo(SHORTEST_WAIT) > 0)
        .map(asked -> asked.compareTo(RequestDecision.PAUSE) > 0 ? RequestDecision.PAUSE : asked)
        // one second more, since moments are kept to the second
        .orElse(SHORTEST_WAIT.plusSeconds(1));
  }

  private static Step step(IssuerAnswer answer) {
    String told = answer.problem().map(Problem::message).orElse("the new secret is on its way");
    return switch (answer.outcome()) {
      case ACCEPTED -> new Step(Phase.CREATE, Result.OK, "asked Amazon for a new secret");
      case REFUSED -> new Step(Phase.CREATE, Result.REFUSED, told);
      case THROTTLED, NOT_SENT, UNKNOWN -> new Step(Phase.CREATE, Result.WAITING, told);
    };
  }

  /** Writes down what became of a request, unless somebody else has taken it over. */
  void update(String app, SecretRequest known, UnaryOperator<SecretRequest> change) {
    entries.updateRecord(
        app,
        stored ->
            stored
                .filter(record -> record.request().filter(known::isSameAttempt).isPresent())
                .map(record -> record.withRequest(record.request().map(change))));
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }

  private static HalfturnException overtaken(String app) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT,
                "CLAIMED",
                "another process rotates application '" + app + "' already")
            .withHint("let it finish, or try again in half an hour"));
  }
}
