// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what Amazon's messages say. When a method returns, the message may go: what it said is
 * durable and was read back, or is of no use any more. Each may be called again with the same.
 */
final class Arrivals {

  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  private static final Duration NOTICE_SLACK = Duration.ofDays(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(200);

  /** No message lies there longer, whatever this computer's clock says. */
  private static final Duration IN_A_QUEUE = Duration.ofDays(14);

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Settlement settlement;

  Arrivals(
      RotationContext context, RotationEntries entries, SecretTrial trial, Settlement settlement) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.settlement = settlement;
  }

  /**
   * Puts a new secret into the inbox, unless the store has it already.
   *
   * @throws HalfturnException what the store throws, or {@code INBOX_FULL}; then the message must
   *     stay
   */
  void store(String app, NewSecret message, Instant sentAt) {
    Snapshot seen = entries.readTracked(app, context);
    Fingerprint fingerprint = seen.fingerprint(message.secret());
    ArrivalRules rules = ArrivalRules.of(message, sentAt, context.policy());
    rules
        .doubts()
        .forEach(doubt -> log.warn("{}: message about secret {}: {}", app, fingerprint, doubt));
    if (message.secret().equals(seen.current().value())) {
      toInboxIfThere(seen, message, rules);
      confirmCurrent(app, fingerprint, rules);
    } else if (isNeeded(seen, message, rules)) {
      if (rules.expiry().expiredAt(RotationEngine.earlier(now(), sentAt.plus(IN_A_QUEUE)))) {
        log.info("{}: new secret {} has ended already, and is not kept", app, fingerprint);
      } else {
        toInbox(seen, message, rules);
        if (seen.inbox().find(message.secret()).isEmpty()) {
          log.info("{}: new secret {} came by the queue; it is in the inbox", app, fingerprint);
          context
              .audit()
              .record(
                  AuditEvent.of(AuditAction.ROTATION_RECEIVED, app)
                      .of(fingerprint.shortForm())
                      .with("brought by the queue"));
        }
      }
    } else {
      toInboxIfThere(seen, message, rules);
    }
  }

  /** Where it lies in the inbox as well, its place among the others is Amazon's from now on. */
  private void toInboxIfThere(Snapshot seen, NewSecret message, ArrivalRules rules) {
    if (seen.inbox().find(message.secret()).isPresent()) {
      toInbox(seen, message, rules);
    }
  }

  /** A person was faster: what the message adds is Amazon's own dates. */
  private void confirmCurrent(String app, Fingerprint fingerprint, ArrivalRules rules) {
    if (!rules.mayReplace() || rules.expiry().source() != Provenance.CONFIRMED) {
      return;
    }
    entries
        .updateRecord(
            app,
            known ->
                known
                    .filter(record -> record.current().fingerprint().equals(fingerprint))
                    .map(
                        record ->
                            record
                                .withConfirmed(rules.eventTime(), rules.expiry())
                                .withArrival(rules.eventTime())))
        .ifPresent(record -> entries.markExpiry(app, record.current().expiry()));
  }

  /** The previous one need not lie in the inbox as well, unless it is the newer one after all. */
  private static boolean isNeeded(Snapshot seen, NewSecret message, ArrivalRules rules) {
    boolean previous = seen.previous().map(message.secret()::equals).orElse(false);
    return !previous || isNewer(seen, rules);
  }

  /** By Amazon's own word on both. */
  private static boolean isNewer(Snapshot seen, ArrivalRules rules) {
    TrackedSecret current = seen.record().current();
    return rules.mayReplace()
        && rules.expiry().source() == Provenance.CONFIRMED
        && current.isDatedByAmazon()
        && rules.eventTime().isAfter(current.eventTime());
  }

  private void toInbox(Snapshot seen, NewSecret message, ArrivalRules rules) {
    String app = seen.app();
    SecretValue secret = message.secret();
    Optional<InboxItem> known = seen.inbox().find(secret);
    InboxItem.State state =
        known
            .map(item -> stateNow(item, seen, rules))
            .orElse(rules.mayReplace() ? InboxItem.State.RECEIVED : InboxItem.State.KEPT);
    InboxItem item =
        new InboxItem(
            message.key(),
            secret,
            rules.eventTime(),
            Optional.of(rules.expiry()),
            Optional.of(rules.oldExpiresAt()),
            known.map(InboxItem::receivedAt).orElseGet(this::now),
            state);
    String keyOfItsOwn = "fp-" + seen.fingerprint(secret).hex();
    boolean proved = !hasRoom(seen, secret) && trial.attempt(app, secret).works();
    entries.updateInbox(
        app,
        inbox -> {
          Inbox roomy = proved ? Intake.withRoom(inbox, secret) : inbox;
          InboxItem fresh = isTaken(roomy, item) ? item.withKey(keyOfItsOwn) : item;
          return roomy
              .find(secret)
              .map(now -> roomy.with(fresh.withState(stateNow(now, seen, rules))))
              .orElseGet(() -> roomy.with(fresh));
        });
  }

  /** One that was displaced by an older one, before Amazon's dates were known, gets its turn. */
  private static InboxItem.State stateNow(InboxItem known, Snapshot seen, ArrivalRules rules) {
    return !known.isCandidate() && isNewer(seen, rules) ? InboxItem.State.RECEIVED : known.state();
  }

  /** Two secrets under one key are not copies of one notification, whatever they say. */
  private static boolean isTaken(Inbox inbox, InboxItem fresh) {
    return inbox.items().stream()
        .anyMatch(item -> item.key().equals(fresh.key()) && !item.value().equals(fresh.value()));
  }

  private boolean hasRoom(Snapshot seen, SecretValue secret) {
    return !seen.inbox().isFull()
        || seen.inbox().find(secret).isPresent()
        || settlement.makeRoom(seen.app());
  }

  /** Takes over when the current secret ends, in Amazon's own words. */
  void note(String app, ExpiryNotice notice) {
    Snapshot seen = entries.readTracked(app, context);
    Instant end = Fields.milliseconds(notice.expiresAt());
    if (!isAboutCurrent(seen, notice, end)) {
      log.warn(
          "{}: a message says that the client secret ends on {}, which is not the current one's"
              + " day: left out",
          app,
          end);
      return;
    }
    TrackedSecret current = seen.record().current();
    Expiry expiry =
        current.isDatedByAmazon()
            ? new Expiry(current.eventTime(), end, Provenance.CONFIRMED)
            : Expiry.ofEnd(end, context.policy().lifetime(), Provenance.CONFIRMED);
    entries
        .updateRecord(
            app,
            known ->
                known
                    .filter(record -> record.isOfSameSecret(seen.record()))
                    .map(record -> record.withExpiry(expiry)))
        .ifPresent(record -> entries.markExpiry(app, record.current().expiry()));
    log.info("{}: amazon says that the client secret ends on {}", app, end);
  }

  private boolean isAboutCurrent(Snapshot seen, ExpiryNotice notice, Instant end) {
    TrackedSecret current = seen.record().current();
    boolean ofEarlierOne =
        (notice.eventTime().isBefore(current.eventTime()) && !mayBeOf(current, end))
            || seen.record().previous().map(old -> isNear(old.diesAt(), end)).orElse(false);
    boolean possible =
        !end.isAfter(current.eventTime().plus(LONGEST_LIFE))
            && !end.isBefore(notice.eventTime().minus(NOTICE_SLACK));
    boolean contradicted =
        current
            .expiry()
            .filter(known -> known.source() == Provenance.CONFIRMED)
            .map(known -> !ArrivalRules.isLifeFrom(known.issuedAt(), end))
            .orElse(false);
    return possible && !ofEarlierOne && !contradicted;
  }

  /** Whether what Amazon wrote before the secret came here may be about it all the same. */
  private static boolean mayBeOf(TrackedSecret current, Instant end) {
    return !current.isDatedByAmazon()
        && current
            .expiry()
            .map(
                known ->
                    known.source() == Provenance.ESTIMATED
                        ? ArrivalRules.isLifeFrom(known.issuedAt(), end)
                        : isNear(known.expiresAt(), end))
            .orElse(true);
  }

  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(NOTICE_SLACK) <= 0;
  }

  private Instant now() {
    return Fields.milliseconds(context.clock().instant());
  }
}
