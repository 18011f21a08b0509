// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.Reminding.Told;
import dev.halfturn.rotation.RotationDecision.Send;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps track of when client secrets end, and tells people in time. Thread-safe.
 *
 * <p>{@link #check} may be called at any time, by anyone, as often as one likes: by a daemon, by
 * cron, by a person, by several at once. It looks at what is stored, sends what is due and has not
 * been sent, saves what it did and plans the next wake-up. Nothing depends on a timer having fired.
 *
 * <p>Each notice is written to the record as begun before it is sent. A crash in between costs one
 * repetition under the same {@link Notice#id()}, never a loss.
 */
public final class RotationTracker {

  /** Most notifiers: their logs share one small entry. */
  public static final int MAX_NOTIFIERS = 5;

  private static final int MAX_NAME = 40;

  private static final Logger log = LoggerFactory.getLogger(RotationTracker.class);

  private static final Duration ONE_ALARM = Duration.ofDays(1);

  /** A notifier that gave up lets the others be asked, who may give up as well. */
  private static final int ROUNDS = 3;

  private final RotationContext context;
  private final RotationEntries entries;
  private final SortedSet<String> notifiers;
  private final AppFacts facts;
  private final Sender sender;
  private final Acknowledgements acknowledgements;
  private final BiConsumer<RotationStatus, WakePlan> looked;
  private final Map<String, Instant> alarmedAt = new ConcurrentHashMap<>();

  /**
   * Owns nothing it is given: whoever opened the notifiers closes them.
   *
   * @param context store, policy, clock and randomness
   * @param notifiers who can tell people, at most {@value #MAX_NOTIFIERS}, by names as plug-ins
   *     have them
   * @param facts about the applications
   * @param looked told after each look how the application stands, and when to look again; what it
   *     throws leaves the tracker
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there are too many notifiers,
   *     or one has no such name
   */
  public RotationTracker(
      RotationContext context,
      Map<String, Notifier> notifiers,
      AppFacts facts,
      BiConsumer<RotationStatus, WakePlan> looked) {
    this.context = context;
    this.entries = new RotationEntries(context.secrets());
    this.notifiers = new TreeSet<>(notifiers.keySet());
    this.facts = facts;
    this.sender = new Sender(context, entries, notifiers, facts);
    this.acknowledgements = new Acknowledgements(context, entries);
    this.looked = looked;
    for (String name : notifiers.keySet()) {
      if (name.length() > MAX_NAME || !PluginFactory.NAME.matcher(name).matches()) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, "not a legal name of a notifier: '" + name + "'")
                .withHint(
                    "use lower-case letters, digits and single hyphens, at most "
                        + MAX_NAME
                        + " characters"));
      }
    }
    if (notifiers.size() > MAX_NOTIFIERS) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  notifiers.size() + " notifiers are configured, more than " + MAX_NOTIFIERS)
              .withHint("let one of them pass the notices on to several people"));
    }
  }

  /**
   * How an application stands now. Reads only.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it has no client secret
   */
  public RotationStatus status(String app) {
    return status(app, context.clock().instant());
  }

  /** How an application would stand at some time, if nothing happened until then. Reads only. */
  public RotationStatus status(String app, Instant at) {
    return decide(entries.read(app), at).status();
  }

  /**
   * The client secrets that an application has, and has had as far as the store still knows, newest
   * first. Reads only.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it has no client secret
   */
  public List<PastSecret> history(String app) {
    Snapshot seen = entries.readAdopted(app, context);
    return SecretHistory.of(seen, context.secrets().versions(CredentialNames.clientSecret(app)));
  }

  /**
   * Looks at an application and does what is due: begins to track it, notices a changed secret,
   * sends notices, saves, plans the next wake-up. A notifier that fails does not fail the check;
   * its failure is in the status.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it has no client secret
   */
  public RotationStatus check(String app) {
    return remind(app).status();
  }

  /** As {@link #check}, telling what was sent. */
  public Reminding remind(String app) {
    List<Told> told = new ArrayList<>();
    Set<Send> tried = new HashSet<>();
    Round round = sendDue(app, tried, told);
    for (int more = 1; round.failed() && more < ROUNDS; more++) {
      round = sendDue(app, tried, told);
    }
    RotationDecision rest =
        round.changed() ? decide(entries.read(app), context.clock().instant()) : round.decision();
    looked.accept(rest.status(), rest.wake());
    return new Reminding(rest.status(), told);
  }

  /**
   * One look and what it led to.
   *
   * @param changed whether something was saved or sent, so that the decision is out of date
   * @param failed whether somebody could not be told
   */
  private record Round(RotationDecision decision, boolean changed, boolean failed) {}

  /** Sends what is due and was not tried before. */
  private Round sendDue(String app, Set<Send> tried, List<Told> told) {
    Snapshot seen;
    RotationDecision decision;
    int tries = 0;
    do {
      if (tries++ == RotationEntries.MAX_TRIES) {
        throw RotationEntries.busy(CredentialNames.rotation(app));
      }
      seen = entries.read(app);
      decision = decide(seen, context.clock().instant());
    } while (!save(seen, decision));
    announce(decision);
    boolean changed = !seen.known().equals(Optional.of(decision.record()));
    boolean failed = false;
    for (Send send : decision.sends()) {
      if (tried.add(send)) {
        changed = true;
        Optional<Delivery> result = sender.send(seen, decision.record(), send);
        result.ifPresent(delivery -> told.add(new Told(send.notifier(), delivery)));
        failed |= result.map(delivery -> delivery.failure().isPresent()).orElse(false);
      }
    }
    return new Round(decision, changed, failed);
  }

  /**
   * Tells by every notifier how a request stands, where nothing can be written down; once a day in
   * this process.
   *
   * @param stuck as it would be written down
   */
  void alarm(String app, SecretRequest stuck) {
    Instant now = context.clock().instant();
    Instant told = alarmedAt.get(app);
    if (told == null || !told.plus(ONE_ALARM).isAfter(now)) {
      alarmedAt.put(app, now);
      sender.sendUnrecorded(entries.readAdopted(app, context), stuck);
    }
  }

  /**
   * Remembers that somebody has read the reminders about the current secret and acts on them: the
   * latest of them is not repeated any more; the next one is told as usual.
   *
   * @param until until then nothing is told that comes before the last week; at most a year ahead
   * @param reason why, for the others; one line, see {@link Acknowledgement#isReason}
   * @return the status afterwards
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret;
   *     {@link ErrorCode#INVALID_ARGUMENT} if the reason is none, or the moment is past or too far
   *     away; {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NOTHING_TO_ACKNOWLEDGE}, if
   *     nobody has been told anything yet and no moment is given
   */
  public RotationStatus acknowledge(String app, Optional<Instant> until, String reason) {
    Instant now = Fields.milliseconds(context.clock().instant());
    acknowledgements.write(app, until, reason, now);
    context
        .audit()
        .record(
            AuditEvent.of(AuditAction.REMINDER_ACKNOWLEDGED, app)
                .with(until.map(end -> "until " + end + ": ").orElse("") + reason));
    RotationDecision decision = decide(entries.read(app), now);
    looked.accept(decision.status(), decision.wake());
    return decision.status();
  }

  /**
   * What {@link #acknowledge} would acknowledge, or fail by. Reads only.
   *
   * @return the reminder that would not be repeated; empty if there was none yet
   */
  public Optional<Rung> acknowledgeable(String app, Optional<Instant> until, String reason) {
    return acknowledgements.check(app, until, reason, context.clock().instant());
  }

  /**
   * Remembers that somebody has worked with the secret before the current one, so that people are
   * told before it ends; once a day.
   *
   * @param consumer who, as people call it: 1 to 40 lower-case letters, digits and hyphens
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it may not be called so
   */
  public void noteUseOfPrevious(String app, String consumer) {
    if (consumer.length() > MAX_NAME || !PluginFactory.NAME.matcher(consumer).matches()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "not a legal name of a consumer"));
    }
    entries.noteStraggler(app, consumer, Fields.milliseconds(context.clock().instant()));
  }

  /**
   * Sends a notice of no consequence by one notifier, to see whether it arrives. Where it was
   * accepted, the applications remember that this notifier works, if that can be written.
   *
   * @param notifier which
   * @param apps who remembers it
   * @return what the next system said
   * @throws HalfturnException what the notifier throws; {@link ErrorCode#NOT_FOUND} if there is no
   *     such notifier
   */
  public Receipt test(String notifier, List<String> apps) {
    if (!notifiers.contains(notifier)) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "there is no notifier '" + notifier + "'")
              .withHint(
                  notifiers.isEmpty()
                      ? "name one in 'notifiers'"
                      : "there are: " + String.join(", ", notifiers)));
    }
    context.audit().record(AuditEvent.of(AuditAction.NOTIFIER_TESTED).with(notifier));
    return sender.test(notifier, apps);
  }

  /**
   * Asks somebody to make the new secret, and tells at once; {@link Rotator#accept} is what answers
   * it. Nothing else changes, and reminders go on. Asked again, it is the same rotation, told once
   * more; the last address counts.
   *
   * @param to mail address of that person; empty if only those are told whom the notifiers know
   * @return with the rotation in the status
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret;
   *     {@link ErrorCode#INVALID_ARGUMENT} if that is no mail address; {@link
   *     ErrorCode#FAILED_PRECONDITION}, reason {@code ROTATION_UNDER_WAY}, if a new secret exists
   *     already and waits for its proof, or {@code NOT_THE_OWNER}
   */
  public Reminding handOver(String app, Optional<String> to) {
    context.ownership().require();
    if (!to.map(Notice::isAddress).orElse(true)) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "that is not a mail address")
              .withHint("give one alone, as in primary-user@example.com"));
    }
    requireNoSecretWaiting(app);
    entries.readTracked(app, context);
    entries.updateRecord(app, known -> known.map(record -> record.withHandOver(asked(record, to))));
    return remind(app);
  }

  /**
   * What {@link #handOver} told, for those who pass it on themselves. Reads only.
   *
   * @return empty if nobody is asked for a new secret
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret
   */
  public Optional<Notice> request(String app) {
    Snapshot seen = entries.readAdopted(app, context);
    return seen.record()
        .handOver()
        .map(
            asked ->
                sender
                    .texts(seen, seen.record(), context.clock().instant())
                    .notice(asked.rung(), "", Optional.empty()));
  }

  /**
   * What {@link #handOver} would fail by. Reads only.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application has no client secret;
   *     {@link ErrorCode#FAILED_PRECONDITION}, reason {@code ROTATION_UNDER_WAY}, if a new secret
   *     exists already and waits for its proof
   */
  public void requireNoSecretWaiting(String app) {
    Snapshot seen = entries.readAdopted(app, context);
    if (Resumption.waitsForProof(seen, context.clock().instant())) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "ROTATION_UNDER_WAY",
                  "a new secret of '" + app + "' exists already and waits for its proof")
              .withHint(
                  "go on with it by 'halfturn rotate "
                      + app
                      + " --resume', or bring another by 'halfturn rotate "
                      + app
                      + "'"));
    }
  }

  private Optional<HandOver> asked(RotationRecord record, Optional<String> to) {
    Instant now = Fields.milliseconds(context.clock().instant());
    return Optional.of(
        record
            .handOver()
            .map(known -> known.again(now, to))
            .orElseGet(() -> new HandOver(RotationId.random(context.random()), now, to)));
  }

  /**
   * What {@link #remind} would send now. Reads only.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it has no client secret
   */
  public Reminding preview(String app) {
    RotationDecision decision = decide(entries.read(app), context.clock().instant());
    Instant now = decision.status().at();
    return new Reminding(
        decision.status(),
        decision.sends().stream()
            .map(send -> new Told(send.notifier(), Delivery.planned(send.rung(), now)))
            .toList());
  }

  /**
   * Says when Amazon made the current secret, in place of a date known no better.
   *
   * @return the status afterwards: it keeps the date known before if that is known better
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code DATE_IMPLAUSIBLE},
   *     if that lies in the future
   */
  public RotationStatus declareIssued(String app, Instant issuedAt, Provenance source) {
    return declare(app, Expiry.ofIssue(issuedAt, context.policy().lifetime(), source));
  }

  /**
   * Says when the current secret ends, in place of a date known no better.
   *
   * @return the status afterwards: it keeps the date known before if that is known better
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code DATE_IMPLAUSIBLE},
   *     if that is later than a secret made now could last
   */
  public RotationStatus declareExpiry(String app, Instant expiresAt, Provenance source) {
    return declare(app, Expiry.ofEnd(expiresAt, context.policy().lifetime(), source));
  }

  private RotationStatus declare(String app, Expiry declared) {
    Instant now = context.clock().instant();
    PlausibleDates.require(declared, context.policy(), now);
    Expiry expiry =
        new Expiry(
            Fields.milliseconds(declared.issuedAt()),
            Fields.milliseconds(declared.expiresAt()),
            declared.source());
    Snapshot seen = entries.read(app);
    RotationRecord fresh = decide(seen, now).record();
    entries.updateRecord(
        app,
        known -> {
          RotationRecord record = known.filter(other -> other.isOfSameSecret(fresh)).orElse(fresh);
          boolean better =
              record
                  .current()
                  .expiry()
                  .map(old -> expiry.source().mayReplace(old.source()))
                  .orElse(true);
          return Optional.of(better ? record.withExpiry(expiry) : record);
        });
    RotationDecision decision = decide(entries.read(app), now);
    entries.markExpiry(app, decision.record().current().expiry());
    looked.accept(decision.status(), decision.wake());
    return decision.status();
  }

  private RotationDecision decide(Snapshot seen, Instant now) {
    FingerprintKey key =
        seen.known()
            .map(RotationRecord::key)
            .orElseGet(() -> FingerprintKey.random(context.random()));
    Observation observation =
        Observation.ofSecret(key, seen.current(), notifiers)
            .with(seen.stragglers(), facts.authorizations(seen.app()));
    RotationDecision decision =
        RotationEngine.decide(seen.app(), context.policy(), known(seen), observation, now);
    RotationDecision whole =
        context
            .audit()
            .problem()
            .map(Condition::auditDegraded)
            .map(decision::with)
            .orElse(decision);
    return isSecretReceived(seen.with(whole.record()), now) ? whole.withSecretReceived() : whole;
  }

  private Optional<RotationRecord> known(Snapshot seen) {
    return seen.known().isEmpty()
        ? Optional.empty()
        : RotationEntries.adopted(seen, context).known();
  }

  private static boolean isSecretReceived(Snapshot seen, Instant now) {
    try {
      return Resumption.unheard(seen, now).isPresent();
    } catch (HalfturnException e) {
      return false; // an inbox that cannot be read keeps nobody from being reminded
    }
  }

  private static void announce(RotationDecision decision) {
    RotationStatus status = decision.status();
    decision
        .announce()
        .ifPresent(
            rung -> {
              String line = NoticeLines.line(status, rung);
              if (status.state() == RotationStatus.State.FRESH) {
                log.info("{}: {}", status.app(), line);
              } else {
                log.warn("{}: {}", status.app(), line);
              }
            });
  }

  /** Saves what was decided, unless somebody else has changed the record meanwhile. */
  private boolean save(Snapshot seen, RotationDecision decision) {
    if (seen.known().equals(Optional.of(decision.record()))) {
      return true;
    }
    boolean saved =
        entries
            .updateRecord(
                seen.app(),
                known ->
                    known.equals(seen.known()) ? Optional.of(decision.record()) : Optional.empty())
            .isPresent();
    if (!saved) {
      return false;
    }
    boolean expiryChanged =
        !seen.known().map(RotationRecord::current).equals(Optional.of(decision.record().current()));
    if (expiryChanged) {
      entries.markExpiry(seen.app(), decision.record().current().expiry());
    }
    return true;
  }
}
