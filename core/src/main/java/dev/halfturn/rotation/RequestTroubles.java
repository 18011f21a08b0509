// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.SecretRequest.Outcome;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why an automatic rotation does not get on: written down, so that nothing is asked for that may
 * exist already, and told to people.
 */
final class RequestTroubles {

  /** After what keeps from asking it is tried again, where a secret is awaited. */
  static final Duration RETRY = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(RequestTroubles.class);

  private static final Duration NOTE_RENEWED = RequestDecision.PAUSE.dividedBy(2);

  private final RotationContext context;
  private final RotationEntries entries;
  private final Requester requester;
  private final RequestAccess access;
  private final Consumer<String> tell;
  private final BiConsumer<String, SecretRequest> alarm;

  /**
   * @param tell tells people what the record says is to be told
   * @param alarm tells people how a request stands, where no record can be written
   */
  RequestTroubles(
      RotationContext context,
      RotationEntries entries,
      Requester requester,
      RequestAccess access,
      Consumer<String> tell,
      BiConsumer<String, SecretRequest> alarm) {
    this.context = context;
    this.entries = entries;
    this.requester = requester;
    this.access = access;
    this.tell = Objects.requireNonNull(tell);
    this.alarm = Objects.requireNonNull(alarm);
  }

  /** Nothing has come in time of what Amazon was asked for. */
  void stalled(Snapshot seen) {
    SecretRequest asked = seen.record().request().orElseThrow();
    Trouble why =
        new Trouble(
            "NO_NEW_SECRET",
            asked.outcome() == Outcome.OK
                ? "Amazon took the request, and no new secret has arrived"
                : "whether Amazon took the request is unknown, and no new secret has arrived");
    log.warn("{}: rotation {}: {}", seen.app(), asked.rotationId(), why.text());
    requester.update(seen.app(), asked, known -> known.stalled(why, now()));
    tell.accept(seen.app());
  }

  /**
   * What keeps from asking: people are told, and it is tried again.
   *
   * @param pause until then, where nothing is awaited
   */
  void stuck(Snapshot seen, Problem problem, Duration pause) {
    log.warn("{}: no automatic rotation ({}): {}", seen.app(), problem.reason(), problem.message());
    Trouble why = Trouble.of(problem);
    Optional<SecretRequest> before = seen.record().request();
    SecretRequest stuck =
        before
            .filter(SecretRequest::isUnderWay)
            .map(asked -> asked.stalledUntil(why, now(), now().plus(RETRY)))
            .orElseGet(() -> blocked(seen.record(), why, pause));
    entries.updateRecord(
        seen.app(),
        known ->
            known
                .filter(record -> record.request().equals(before))
                .map(record -> record.withRequest(Optional.of(stuck))));
    tell.accept(seen.app());
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
  void notStored(String app, HalfturnException failure) {
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
  void unreadable(IssuerMessage message) {
    Trouble why =
        new Trouble(
            Trouble.MESSAGE_UNREADABLE,
            "a message in queue "
                + message.queue()
                + " that nobody can read may be the new secret; look at it there, or rotate by"
                + " hand");
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

  /**
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code
   *     SECRET_NOT_STORED}
   */
  void requireNoSecretInQueue(RotationRecord record) {
    inQueue(record)
        .ifPresent(
            problem -> {
              throw new HalfturnException(problem);
            });
  }

  /** That a new secret waits in the queue, if one was seen lately. */
  Optional<Problem> inQueue(RotationRecord record) {
    return record
        .request()
        .filter(known -> known.isOfNotStored(now()))
        .flatMap(SecretRequest::trouble)
        .map(
            why ->
                Problem.of(ErrorCode.FAILED_PRECONDITION, why.reason(), why.line())
                    .withHint("mend that; then the secret comes in by itself within minutes"));
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
