// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * What people read. Says who must act, what to do and where; holds neither a secret nor a
 * fingerprint.
 */
final class NoticeTexts {

  private static final String HOW_TO =
      "https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials";

  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]");
  private static final int SHOWN_OF_CLIENT_ID = 4;
  private static final int SELLERS_SHOWN = 20;

  private final RotationPolicy policy;
  private final Phrases phrases;
  private final Snapshot seen;
  private final RotationRecord record;
  private final AppFacts facts;
  private final Instant now;
  private final List<NoticePart> parts = new ArrayList<>();

  /**
   * @param seen the application; its client id is shortened before it is shown
   * @param record what is remembered of it
   * @param now the time that counts
   */
  NoticeTexts(
      RotationPolicy policy, Snapshot seen, RotationRecord record, AppFacts facts, Instant now) {
    this.policy = policy;
    this.phrases = new Phrases(policy.reminders().language());
    this.seen = seen;
    this.record = record;
    this.facts = facts;
    this.now = now;
  }

  /**
   * The notice of one rung.
   *
   * @param notifier through which it goes; part of its identity
   * @param notRunningSince from when on nothing has looked at the application, if that is long ago
   */
  Notice notice(Rung rung, String notifier, Optional<Instant> notRunningSince) {
    parts.clear();
    fact("application", application());
    switch (rung.kind()) {
      case UNKNOWN -> unknown();
      case DAY, REPEAT -> reminder(rung);
      case EXPIRED -> expired();
      case ROTATED -> rotated();
      case REFUSED -> {
        if (isRefused()) {
          refused();
        } else {
          held();
        }
      }
      case STUCK -> stuck();
      case HANDOVER -> handOver(handOver());
      case OVERLAP -> overlap();
      case SELLERS -> sellers();
    }
    notRunningSince.ifPresent(since -> text("gap", phrases.moment(since), phrases.moment(now)));
    return new Notice(
        id(rung, notifier),
        rung.key(),
        severity(rung),
        seen.app(),
        rung.kind() == Rung.Kind.HANDOVER ? handOver().to() : Optional.empty(),
        record.current().expiry().map(Expiry::expiresAt),
        policy.reminders().language(),
        subject(rung),
        parts);
  }

  /** The same for every attempt to tell the same thing by the same way. */
  private String id(Rung rung, String notifier) {
    String secret =
        rung.outlivesSecret()
            ? ""
            : record.current().fingerprint().hex() + "/" + record.expiryEpoch();
    String identity = String.join("\n", seen.app(), secret, rung.key(), notifier);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Severity severity(Rung rung) {
    return switch (rung.kind()) {
      case UNKNOWN, REFUSED, STUCK, HANDOVER, OVERLAP, SELLERS -> Severity.WARNING;
      case REPEAT, EXPIRED -> Severity.CRITICAL;
      case ROTATED -> Severity.INFO;
      case DAY ->
          rung.number() >= policy.latest()
              ? Severity.CRITICAL
              : rung.number() >= policy.rotateAt() ? Severity.WARNING : Severity.INFO;
    };
  }

  private String subject(Rung rung) {
    String what =
        switch (rung.kind()) {
          case UNKNOWN -> phrases.say("subject.unknown");
          case DAY, REPEAT -> within();
          case EXPIRED -> phrases.say("subject.expired");
          case ROTATED -> phrases.say("subject.rotated");
          case REFUSED -> phrases.say(isRefused() ? "subject.refused" : "subject.held");
          case STUCK -> phrases.say("subject.stuck");
          case HANDOVER -> phrases.say("subject.handover", handOver().rotationId());
          case OVERLAP -> phrases.say("subject.overlap");
          case SELLERS -> phrases.say("subject.sellers");
        };
    int room = Notice.MAX_SUBJECT - what.length() - ": ".length();
    String app = seen.app();
    String name = app.length() <= room ? app : app.substring(0, room - 2) + "..";
    return name + ": " + what;
  }

  private String within() {
    long days = expiry().daysLeft(now);
    return days < 1
        ? phrases.say("subject.reminder.today")
        : phrases.say("subject.reminder", phrases.days(days));
  }

  private String application() {
    return seen.clientId()
        .map(NoticeTexts::clean)
        .map(id -> id.substring(Math.max(0, id.length() - SHOWN_OF_CLIENT_ID)))
        .map(end -> phrases.say("application", seen.app(), end))
        .orElse(seen.app());
  }

  private void reminder(Rung rung) {
    int day = rung.dayOfLife().orElseThrow();
    expires();
    whoAndWhat();
    Ladder ladder = new Ladder(policy, record.current(), record.acknowledged());
    String next = phrases.day(ladder.nextLoud(now).at());
    if (rung.kind() == Rung.Kind.REPEAT) {
      long hours = policy.reminders().repeat().toHours();
      fact("reminder", phrases.say("occasion.repeat", day, policy.lifetimeDays(), hours, next));
    } else {
      fact("reminder", phrases.say("occasion.day", day, policy.lifetimeDays(), next));
    }
    text("reassurance", phrases.days(policy.overlap().toDays()));
    if (rung.kind() == Rung.Kind.REPEAT) {
      text("ack", seen.app());
    }
  }

  private void expired() {
    long days = Duration.between(expiry().expiresAt(), now).toDays();
    String end = phrases.moment(expiry().expiresAt());
    fact(
        "expires",
        days < 1
            ? phrases.say("expired.today", end, source())
            : phrases.say("expired.ago", end, phrases.days(days), source()));
    fact("effect", phrases.say("expired.effect"));
    whoAndWhat();
  }

  private void unknown() {
    fact("expires", phrases.say("expires.unknown"));
    firstStep("step.signin");
    step("step.read");
    step("step.tell");
    command("halfturn app add " + seen.app() + " --expires <date>");
    howTo();
  }

  private void rotated() {
    fact("new", phrases.say("rotated.new", phrases.moment(expiry().expiresAt())));
    record
        .previous()
        .ifPresent(old -> fact("old", phrases.say("rotated.old", phrases.moment(old.diesAt()))));
    record
        .journal()
        .flatMap(RotationJournal::lastError)
        .ifPresent(error -> fact("mind", clean(error)));
    text("reassurance.sellers");
  }

  private void refused() {
    text("refused", RotationEngine.REFUSAL_ALERT.toMinutes());
    firstStep("step.signin");
    step("step.compare");
    command("halfturn rotate " + seen.app());
  }

  private boolean isRefused() {
    return record.journal().filter(journal -> journal.state() != RotationState.SUSPECT).isEmpty();
  }

  private void held() {
    RotationJournal journal = record.journal().orElseThrow();
    fact(
        "state",
        phrases.say(
            journal.state() == RotationState.PROMOTED ? "held.inplace" : "held",
            journal.rotationId(),
            phrases.moment(journal.eventTime())));
    journal.lastError().ifPresent(error -> fact("mind", clean(error)));
    firstStep("step.look");
    command("halfturn doctor");
    command("halfturn rotate " + seen.app() + " --resume");
  }

  private void stuck() {
    record.current().expiry().filter(life -> !life.expiredAt(now)).ifPresent(life -> expires());
    record
        .shownRequest()
        .ifPresent(
            asked -> {
              fact(
                  "state",
                  phrases.say(
                      "stuck."
                          + (asked.isOfNotStored() ? Condition.SECRET_NOT_STORED : asked.state()),
                      asked.rotationId(),
                      phrases.moment(asked.at())));
              asked.trouble().ifPresent(why -> fact("mind", clean(why.line())));
            });
    firstStep("step.look");
    command("halfturn doctor");
    command("halfturn status " + seen.app());
    text("stuck.byhand");
    command("halfturn rotate " + seen.app());
  }

  private void handOver(HandOver asked) {
    record.current().expiry().filter(life -> !life.expiredAt(now)).ifPresent(life -> expires());
    fact("asked", phrases.say("handover.asked", asked.rotationId(), phrases.moment(asked.at())));
    who(asked.to().or(() -> facts.primaryUser(seen.app())));
    firstStep("step.signin.primary");
    step("step.find");
    step("step.click.confirm");
    step("step.copy");
    step("step.run");
    command("halfturn rotate --resume " + asked.rotationId());
    howTo();
    text("handover.never");
    text("reassurance", phrases.days(policy.overlap().toDays()));
  }

  private void overlap() {
    Instant end = record.previous().orElseThrow().diesAt();
    List<String> users = new ArrayList<>();
    new OverlapLadder(policy.reminders(), record)
        .still(seen.stragglers(), now)
        .forEach(
            (consumer, at) ->
                users.add(phrases.say("overlap.used", clean(consumer), phrases.moment(at))));
    fact("usedby", String.join("\n", users));
    fact("until", phrases.say("overlap.until", phrases.moment(end), phrases.days(daysUntil(end))));
    firstStep("step.find.users");
  }

  private void sellers() {
    SortedMap<String, Instant> soon =
        new SellerLadder(policy.reminders(), facts.authorizations(seen.app())).soon(now);
    List<String> lines = new ArrayList<>();
    soon.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(SELLERS_SHOWN)
        .forEach(entry -> lines.add(seller(entry.getKey(), entry.getValue())));
    if (soon.size() > SELLERS_SHOWN) {
      lines.add(phrases.say("sellers.more", soon.size() - SELLERS_SHOWN));
    }
    fact("seller", String.join("\n", lines));
    text("sellers.effect");
    firstStep("step.authorize");
    command("halfturn seller add " + seen.app() + " <seller> --replace --authorized <date>");
  }

  private String seller(String seller, Instant end) {
    return end.isAfter(now)
        ? phrases.say("sellers.end", seller, phrases.day(end), phrases.days(daysUntil(end)))
        : phrases.say("sellers.ended", seller, phrases.day(end));
  }

  private long daysUntil(Instant end) {
    return Math.max(0, Duration.between(now, end).toDays());
  }

  private HandOver handOver() {
    return record.handOver().orElseThrow();
  }

  private Expiry expiry() {
    return record.current().expiry().orElseThrow();
  }

  private String source() {
    return phrases.say("source." + expiry().source());
  }

  private void expires() {
    fact(
        "expires",
        phrases.say(
            "expires",
            phrases.moment(expiry().expiresAt()),
            phrases.days(Math.max(0, expiry().daysLeft(now))),
            source()));
  }

  private void whoAndWhat() {
    who(facts.primaryUser(seen.app()));
    firstStep("step.signin");
    step("step.click");
    step("step.run");
    command("halfturn rotate " + seen.app());
    howTo();
  }

  private void who(Optional<String> user) {
    fact(
        "who",
        user.map(address -> phrases.say("who.named", clean(address)))
            .orElseGet(() -> phrases.say("who")));
  }

  private void howTo() {
    parts.add(NoticePart.link(phrases.say("label.howto"), HOW_TO));
  }

  private void fact(String label, String text) {
    parts.add(NoticePart.fact(phrases.say("label." + label), text));
  }

  private void firstStep(String key) {
    parts.add(NoticePart.step(phrases.say("label.do"), phrases.say(key)));
  }

  private void step(String key) {
    parts.add(NoticePart.step("", phrases.say(key)));
  }

  private void command(String line) {
    parts.add(NoticePart.command(line));
  }

  private void text(String key, Object... values) {
    parts.add(NoticePart.text(phrases.say(key, values)));
  }

  private static String clean(String text) {
    return CONTROLS.matcher(text).replaceAll("?");
  }
}
