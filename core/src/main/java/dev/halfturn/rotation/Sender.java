// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationDecision.Send;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices. Each is written to the record as begun before it is sent, and how it went
 * afterwards.
 */
final class Sender {

  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private static final Duration GAP_WORTH_TELLING = Duration.ofDays(2);

  private final RotationContext context;
  private final RotationEntries entries;
  private final Map<String, Notifier> notifiers;
  private final AppFacts facts;

  Sender(
      RotationContext context,
      RotationEntries entries,
      Map<String, Notifier> notifiers,
      AppFacts facts) {
    this.context = context;
    this.entries = entries;
    this.notifiers = Map.copyOf(notifiers);
    this.facts = facts;
  }

  /**
   * Sends one notice, unless somebody else has begun it meanwhile.
   *
   * @param decided the record as it was decided and saved
   * @return how it went; empty if it was somebody else's
   */
  Optional<Delivery> send(Snapshot seen, RotationRecord decided, Send send) {
    String app = seen.app();
    Rung rung = send.rung();
    String name = send.notifier();
    Optional<Delivery> planned = decided.notifier(name).delivery(rung);
    Instant begun = Fields.milliseconds(context.clock().instant());

    // somebody else may have begun the same send since it was decided; then it is theirs
    Optional<RotationRecord> claimed =
        entries.updateRecord(
            app,
            known ->
                known
                    .filter(record -> record.isOfSameLife(decided))
                    .filter(record -> record.notifier(name).delivery(rung).equals(planned))
                    .filter(record -> record.stillTells(rung))
                    .map(
                        record ->
                            record.withDelivery(name, planned.orElseThrow().attempted(begun))));
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    Notice notice = texts(seen, claimed.get(), begun).notice(rung, name, gapBefore(seen, begun));
    Delivery attempt = planned.orElseThrow().attempted(begun);
    Delivery result = deliver(app, name, notice, attempt);
    entries.updateRecord(
        app,
        known ->
            known
                .filter(record -> record.isOfSameLife(decided))
                .filter(record -> counts(result, attempt, record.notifier(name).delivery(rung)))
                .map(record -> record.withDelivery(name, result)));
    return Optional.of(result);
  }

  /** Tells by every notifier how a request stands, without a word of it in the record. */
  void sendUnrecorded(Snapshot seen, SecretRequest stuck) {
    Instant now = Fields.milliseconds(context.clock().instant());
    Rung rung = stuck.rung().orElseThrow();
    RotationRecord record = seen.record().withRequest(Optional.of(stuck));
    for (String name : notifiers.keySet()) {
      Notice notice = texts(seen, record, now).notice(rung, name, Optional.empty());
      deliver(seen.app(), name, notice, Delivery.planned(rung, now).attempted(now));
    }
  }

  /**
   * Whoever took over a send that took too long knows better how it failed, not that it arrived.
   */
  private static boolean counts(Delivery result, Delivery attempt, Optional<Delivery> stored) {
    return result.state() == Delivery.State.DELIVERED || stored.equals(Optional.of(attempt));
  }

  /** What to tell about an application as it is remembered. */
  NoticeTexts texts(Snapshot seen, RotationRecord record, Instant now) {
    return new NoticeTexts(
        context.policy(), seen, record, facts, RotationEngine.effectiveTime(record, now));
  }

  /**
   * Sends a notice of no consequence; that it was accepted is remembered with applications.
   *
   * @throws HalfturnException what the notifier throws
   */
  Receipt test(String notifier, List<String> apps) {
    Phrases phrases = new Phrases(context.policy().reminders().language());
    byte[] id = new byte[16];
    context.random().nextBytes(id);
    Receipt receipt =
        notifiers
            .get(notifier)
            .send(
                new Notice(
                    HexFormat.of().formatHex(id),
                    "test-0",
                    Severity.INFO,
                    "halfturn",
                    Optional.empty(),
                    Optional.empty(),
                    context.policy().reminders().language(),
                    "halfturn: " + phrases.say("subject.test"),
                    List.of(NoticePart.text(phrases.say("test", notifier)))));
    Instant at = Fields.milliseconds(receipt.acceptedAt());
    apps.forEach(app -> rememberTest(app, notifier, at));
    return receipt;
  }

  /** It was sent, whether or not that can be written down. */
  private void rememberTest(String app, String notifier, Instant at) {
    try {
      entries.readTracked(app, context);
      entries.updateRecord(
          app,
          known ->
              known.map(
                  record ->
                      record.withNotifier(
                          notifier, record.notifier(notifier).withTestDelivered(at))));
    } catch (HalfturnException e) {
      log.warn("{}: test of notifier '{}' not noted: {}", app, notifier, e.getMessage());
    }
  }

  private Delivery deliver(String app, String name, Notice notice, Delivery attempt) {
    try {
      notifiers.get(name).send(notice);
      log.info("{}: told by notifier '{}': {}", app, name, notice.subject());
      return attempt.delivered(Fields.milliseconds(context.clock().instant()));
    } catch (HalfturnException e) {
      log.warn("{}: notifier '{}' failed ({}): {}", app, name, e.code(), e.getMessage());
      return attempt.failed(e.code(), Fields.milliseconds(context.clock().instant()));
    } catch (RuntimeException e) {
      // its text is not ours and may quote what was sent
      log.warn("{}: notifier '{}' failed with {}", app, name, e.getClass().getName());
      return attempt.failed(ErrorCode.INTERNAL, Fields.milliseconds(context.clock().instant()));
    }
  }

  private static Optional<Instant> gapBefore(Snapshot seen, Instant now) {
    return seen.known()
        .map(RotationRecord::checkedAt)
        .filter(last -> last.plus(GAP_WORTH_TELLING).isBefore(now));
  }
}
