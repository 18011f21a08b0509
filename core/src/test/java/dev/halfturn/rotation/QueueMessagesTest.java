// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.AutomaticFixture.MOMENT;
import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.SimulatedQueue;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in the queue, asked for or not, ours or not, true or not. */
class QueueMessagesTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private final SimulatedQueue queue = here.amazon.queue();
  private final SecretValue first = here.current();

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private String notice(Instant eventTime, Instant end) {
    return AmazonMessages.notice(here.app.clientId(), eventTime, end);
  }

  private void begin() {
    at.automatic.begin(APP, Urgency.ASKED, RotationListener.NONE);
    here.clock.advance(MOMENT);
  }

  private Expiry expiry() {
    return here.record().current().expiry().orElseThrow();
  }

  @Test
  void fiftyCopiesAreOneRotationAndAllOfThemGo() {
    String body = aMessageOfTheConsole();
    for (int i = 0; i < 50; i++) {
      queue.send(body);
    }
    here.clock.advance(MOMENT);

    for (int i = 0; i < 30; i++) {
      at.receive();
    }

    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(here.record().rotations()).isOne();
    assertThat(here.inbox().items()).hasSizeLessThanOrEqualTo(1);
    assertThat(queue.size()).isZero();
    queue.send(body);
    at.receive();
    assertThat(queue.size()).isZero();
    assertThat(here.record().rotations()).isOne();
    assertThat(here.trials).isLessThan(5);
  }

  private String aMessageOfTheConsole() {
    here.app.rotateInConsole();
    SimulatedQueue.Message message = queue.receive(1, Duration.ofMinutes(10)).get(0);
    queue.changeVisibility(message.receiptHandle(), Duration.ZERO);
    return message.body();
  }

  @Test
  void aSecretMadeInTheConsoleComesInByItself() {
    here.app.rotateInConsole();

    at.receive();

    assertThat(here.current()).isEqualTo(at.newest()).isNotEqualTo(first);
    assertThat(at.issuer.requests()).isZero();
    assertThat(expiry().source()).isEqualTo(Provenance.CONFIRMED);
  }

  @Test
  void aPersonWhoWasFasterLeavesAmazonTheLastWordOnTheDates() {
    SecretValue pasted = here.pressButton();
    Instant pressed = here.clock.instant();
    here.clock.advance(Duration.ofMinutes(2));
    at.rotator().accept(APP, pasted);
    assertThat(here.current()).isEqualTo(pasted);

    at.receive();

    assertThat(queue.size()).isZero();
    assertThat(here.record().current().eventTime()).isEqualTo(pressed);
    assertThat(expiry().expiresAt()).isEqualTo(pressed.plus(Duration.ofDays(180)));
    assertThat(here.record().rotations()).isOne();
  }

  @Test
  void ofTwoInstancesAndAPersonAtOnceTheNewestSecretOfAmazonsWins() {
    AutomaticRotation other = at.process();
    SecretValue pasted = here.pressButton();
    here.clock.advance(Duration.ofSeconds(30));
    at.automatic.begin(APP, Urgency.ASKED, RotationListener.NONE);
    assertThat(other.begin(APP, Urgency.ASKED, RotationListener.NONE).asked()).isFalse();
    SecretValue automatic = at.newest();
    here.clock.advance(Duration.ofSeconds(30));

    at.rotator().accept(APP, pasted);
    assertThat(here.current()).isEqualTo(pasted);
    at.pass(Duration.ofMinutes(10), Duration.ofMinutes(1));

    assertThat(here.current()).isEqualTo(automatic);
    assertThat(at.issuer.requests()).isOne();
    assertThat(here.record().current().eventTime())
        .isEqualTo(here.app.issuedSecrets().get(2).issuedAt());
  }

  @Test
  void anotherOnesMessagesAreLeftAloneLongerEachTime() {
    here.app.enrolled(false); // its expiry notices would come between
    queue.send(
        AmazonMessages.newSecret(
            "somebody-else", "amzn1.oa2-cs.v1.theirs", here.clock.instant(), end()));

    for (int i = 0; i < 12; i++) {
      Reception reception = at.receive();
      assertThat(reception.apps()).isEmpty();
      assertThat(reception.left()).isOne();
      here.clock.advance(Duration.ofHours(12));
    }

    assertThat(queue.size()).isGreaterThan(0);
    assertThat(at.issuer.postponed.get(0)).isEqualTo(Duration.ofMinutes(5));
    assertThat(at.issuer.postponed.get(1)).isEqualTo(Duration.ofMinutes(10));
    assertThat(at.issuer.postponed.get(11)).isEqualTo(Duration.ofHours(12));
    assertThat(here.inbox().items()).isEmpty();
  }

  private Instant end() {
    return here.clock.instant().plus(Duration.ofDays(180));
  }

  @Test
  void whatCannotBeReadStaysForFourteenDaysWithFewReceives() {
    here.app.enrolled(false);
    queue.send("<not>json</not>");

    int receives = 0;
    for (int minutes = 0; minutes < 14 * 24 * 60; minutes += 5) {
      receives += at.automatic.receive(Duration.ZERO).left();
      here.clock.advance(Duration.ofMinutes(5));
    }

    assertThat(receives).isBetween(20, 60);
    assertThat(at.issuer.acknowledged).isZero();
  }

  @Test
  void aForgedSecretNeverBecomesCurrent() {
    queue.send(
        AmazonMessages.newSecret(
            here.app.clientId(),
            "amzn1.oa2-cs.v1.forged",
            here.clock.instant(),
            here.clock.instant().plus(Duration.ofDays(4000))));

    at.pass(Duration.ofMinutes(20), Duration.ofMinutes(1));

    assertThat(here.current()).isEqualTo(first);
    InboxItem item = here.inbox().items().get(0);
    assertThat(item.state()).isEqualTo(InboxItem.State.SUSPECT);
    assertThat(item.expiry().orElseThrow().expiresAt())
        .isEqualTo(item.eventTime().plus(Duration.ofDays(180)));
    assertThat(item.oldExpiresAt()).contains(item.eventTime().plus(Duration.ofDays(7)));
    assertThat(here.mail.sent())
        .extracting(Notice::subject)
        .contains("erp: Amazon refuses the new LWA client secret");
  }

  @Test
  void aSecretOfNextYearIsKeptAndNeverPromotedEvenIfItWorks() {
    String works = here.app.rotateInConsole();
    queue.receive(10, Duration.ofHours(1)).forEach(copy -> queue.delete(copy.receiptHandle()));
    here.clock.advance(MOMENT);
    Instant far = here.clock.instant().plus(Duration.ofDays(365));
    at.oracles.excuse(works);
    queue.send(
        AmazonMessages.newSecret(here.app.clientId(), works, far, far.plus(Duration.ofDays(180))));

    at.pass(Duration.ofMinutes(20), Duration.ofMinutes(1));

    assertThat(here.current()).isEqualTo(first);
    assertThat(here.inbox().items().get(0).state()).isEqualTo(InboxItem.State.KEPT);
    assertThat(queue.size()).isZero();
  }

  @Test
  void madeUpSecretsOfNextYearHoldUpARotationForADay() {
    Instant far = here.clock.instant().plus(Duration.ofDays(365));
    for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
      queue.send(AmazonMessages.newSecret(here.app.clientId(), "amzn1.oa2-cs.v1." + i, far, far));
    }
    at.receive();
    here.app.rotateInConsole();

    at.pass(Duration.ofHours(20), Duration.ofHours(1));
    assertThat(here.current()).isEqualTo(first);
    assertThat(queue.size()).isOne();

    at.pass(Duration.ofHours(6), Duration.ofHours(1));
    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(queue.size()).isZero();
  }

  @Test
  void noneMakesRoomWhereEverySecretIsRefused() {
    aFullInboxOfADayAgo();
    here.app.rotateInConsole();
    at.trial =
        (app, secret) ->
            new TrialResult(TrialResult.Verdict.REFUSED, "wrong client id", Optional.empty());
    at.restart();

    at.automatic.receive(Duration.ZERO);

    assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
    assertThat(queue.size()).isOne();
  }

  @Test
  void oneMakesRoomAndThatIsWrittenDown() {
    aFullInboxOfADayAgo();
    here.app.rotateInConsole();

    at.automatic.receive(Duration.ZERO);

    assertThat(here.inbox().values())
        .contains(at.newest())
        .doesNotContain(SecretValue.ofUtf8("amzn1.oa2-cs.v1.kept-" + (Inbox.MAX_ITEMS - 1)));
    assertThat(here.audit.events)
        .filteredOn(event -> event.action() == AuditAction.SECRET_DISCARDED)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.app()).contains(APP);
              assertThat(event.fingerprint()).isPresent();
            });
    assertThat(queue.size()).isZero();
  }

  @Test
  void noneMakesRoomWhereAmazonBeginsToRefuseEverything() {
    aFullInboxOfADayAgo();
    here.app.rotateInConsole();
    AtomicInteger tries = new AtomicInteger();
    at.trial =
        (app, secret) ->
            tries.getAndIncrement() == 0
                ? here.attempt(app, secret)
                : new TrialResult(
                    TrialResult.Verdict.REFUSED,
                    "of a bad hour",
                    Optional.of(here.clock.instant()));
    at.restart();

    at.automatic.receive(Duration.ZERO);

    assertNothingRemoved();
  }

  @ParameterizedTest
  @CsvSource({"true, PT-25H, PT25H", "true, PT25H, PT1H", "false, PT0S, PT25H"})
  void noneMakesRoomWhereOneClockAloneSaysThatADayHasPassed(
      boolean told, Duration amazonAhead, Duration age) {
    aFullInbox(age);
    here.app.rotateInConsole();
    here.amazonAhead = amazonAhead;
    here.amazonTellsTime = told;

    at.automatic.receive(Duration.ZERO);

    assertNothingRemoved();
  }

  @Test
  void oneThatBecomesACandidateMeanwhileStays() {
    aFullInboxOfADayAgo();
    here.app.rotateInConsole();
    List<InboxItem> items = here.inbox().items();
    at.trial =
        (app, secret) -> {
          items.stream()
              .filter(item -> item.value().equals(secret))
              .forEach(
                  item ->
                      here.store.put(
                          CredentialNames.inbox(APP),
                          InboxCodec.encode(
                              here.inbox()
                                  .without(item::equals)
                                  .with(item.withState(InboxItem.State.RECEIVED)))));
          return here.attempt(app, secret);
        };
    at.restart();

    at.automatic.receive(Duration.ZERO);

    assertNothingRemoved();
  }

  private void assertNothingRemoved() {
    assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
    assertThat(queue.size()).isOne();
    assertThat(here.audit.events)
        .extracting(AuditEvent::action)
        .doesNotContain(AuditAction.SECRET_DISCARDED);
  }

  private void aFullInboxOfADayAgo() {
    aFullInbox(Duration.ofHours(25));
  }

  private void aFullInbox(Duration age) {
    for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
      here.putInInbox(
          SecretValue.ofUtf8("amzn1.oa2-cs.v1.kept-" + i),
          here.clock.instant().minus(age.plusMinutes(i)),
          InboxItem.State.KEPT,
          end());
    }
  }

  @Test
  void aSecretThatDiedLongAgoIsNotKept() {
    queue.send(
        AmazonMessages.newSecret(
            here.app.clientId(),
            "amzn1.oa2-cs.v1.ancient",
            RotationFixture.START.minus(Duration.ofDays(40)),
            RotationFixture.START.plus(Duration.ofDays(140))));

    at.receive();

    assertThat(queue.size()).isZero();
    assertThat(here.inbox().items()).isEmpty();
  }

  @Test
  void twoSecretsUnderOneKeyAreBothKept() {
    Instant now = here.clock.instant();
    String one = AmazonMessages.newSecret(here.app.clientId(), "amzn1.oa2-cs.v1.one", now, end());
    queue.send(one);
    queue.send(
        one.replace(
            "\"newClientSecret\":\"amzn1.oa2-cs.v1.one",
            "\"newClientSecret\":\"amzn1.oa2-cs.v1.two"));

    at.receive();
    at.receive();

    assertThat(here.inbox().items()).hasSize(2);
  }

  @Test
  void anExpiryNoticeSettlesTheDateAndMayBringTheRotationForward() {
    here.tracker().declareIssued(APP, here.clock.instant(), Provenance.DECLARED);
    assertThat(at.automatic.startsAt(APP).orElseThrow())
        .isEqualTo(here.clock.instant().plus(Duration.ofDays(150)));
    Instant end = here.clock.instant().plus(Duration.ofDays(25));
    queue.send(notice(here.clock.instant(), end));

    at.receive();

    assertThat(queue.size()).isZero();
    assertThat(expiry().expiresAt()).isEqualTo(end);
    assertThat(expiry().source()).isEqualTo(Provenance.CONFIRMED);
    assertThat(at.automatic.startsAt(APP).orElseThrow()).isBefore(here.clock.instant());
  }

  @Test
  void aForgedExpiryNoticeChangesNothing() {
    Expiry before = expiry();
    Instant now = here.clock.instant();
    queue.send(notice(now, now.plus(Duration.ofDays(400))));
    queue.send(notice(now, now.minus(Duration.ofDays(40))));
    queue.send(notice(RotationFixture.START.minusSeconds(60), now.plus(Duration.ofDays(20))));

    at.receive();

    assertThat(expiry()).isEqualTo(before);
    assertThat(queue.size()).isZero();
  }

  @Test
  void theOldSecretsEndIsNotTakenForTheNewOnes() {
    begin();
    at.receive();
    Expiry confirmed = expiry();
    queue.send(notice(here.clock.instant(), here.record().previous().orElseThrow().diesAt()));
    queue.send(notice(here.clock.instant(), here.clock.instant().plus(Duration.ofDays(20))));

    at.receive();

    assertThat(expiry()).isEqualTo(confirmed);
  }

  @Test
  void whereTheInboxIsFullTheMessageStaysAndPeopleAreTold() {
    Instant now = here.clock.instant();
    for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
      here.putInInbox(
          SecretValue.ofUtf8("amzn1.oa2-cs.v1.kept-" + i),
          now.minusSeconds(i + 1L),
          InboxItem.State.KEPT,
          now.plus(Duration.ofDays(100)));
    }
    here.app.rotateInConsole();

    at.receive();

    assertThat(queue.size()).isOne();
    assertThat(here.record().rotationState()).isEqualTo(RotationState.BLOCKED);
    assertThat(here.mail.sent())
        .extracting(Notice::subject)
        .contains("erp: the automatic rotation does not get on");
    assertThatThrownBy(this::begin).hasMessageContaining("the inbox already holds 8 secrets");

    here.put(CredentialNames.inbox(APP), "{\"v\":1,\"items\":[]}");
    at.pass(Duration.ofMinutes(6), Duration.ofMinutes(1));
    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(here.record().rotationState()).isEqualTo(RotationState.PROMOTED);
  }

  @Test
  void aSecretThatWorksTakesThePlaceOfOneThatIsRefused() {
    Instant now = here.clock.instant();
    for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
      here.putInInbox(
          SecretValue.ofUtf8("amzn1.oa2-cs.v1.forged-" + i),
          now.minusSeconds(i + 1L),
          InboxItem.State.SUSPECT,
          now.plus(Duration.ofDays(100)));
    }
    here.app.rotateInConsole();

    at.receive();

    assertThat(here.current()).isEqualTo(at.newest());
    assertThat(queue.size()).isZero();
  }

  @Test
  void whereTheStoreDoesNotWriteTheMessageStays() {
    here.app.rotateInConsole();
    boolean[] full = {true};
    here.storeWrapper =
        store ->
            WriteHook.before(
                store,
                name -> {
                  if (full[0]) {
                    throw new HalfturnException(
                        Problem.of(ErrorCode.FAILED_PRECONDITION, "STORE_FULL", "full"));
                  }
                });
    at.restart();

    assertThat(at.automatic.receive(Duration.ZERO).left()).isOne();
    assertThat(queue.size()).isOne();
    assertThat(at.issuer.acknowledged).isZero();
    assertThat(stuckNotices()).isOne();
    for (int i = 0; i < 3; i++) {
      here.clock.advance(Duration.ofHours(6));
      at.automatic.receive(Duration.ZERO);
    }
    assertThat(stuckNotices()).as("where none can be written down").isOne();
    here.clock.advance(Duration.ofHours(7));
    at.automatic.receive(Duration.ZERO);
    assertThat(stuckNotices()).isEqualTo(2);

    full[0] = false;
    at.restart();
    here.clock.advance(Duration.ofMinutes(5));
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  private long stuckNotices() {
    return here.mail.sent().stream()
        .filter(notice -> notice.subject().equals("erp: the automatic rotation does not get on"))
        .count();
  }

  @Test
  void whatNobodyCanReadMayBeWhatWasAskedFor() {
    here.app.planNextSecret("lost");
    at.oracles.excuse("lost");
    queue.loseNext(1);
    begin();
    queue.send("{\"notificationType\":\"SOMETHING_NEW\"}");

    at.pass(Duration.ofHours(30), Duration.ofMinutes(5));

    assertThat(at.issuer.requests()).isOne();
    SecretRequest asked = at.request().orElseThrow();
    assertThat(asked.state()).isEqualTo(SecretRequest.State.STALLED);
    assertThat(asked.trouble().orElseThrow().reason()).isEqualTo("MESSAGE_UNREADABLE");
    assertThat(stuckNotices()).isOne();
  }

  @Test
  void whatCouldNotBeReadBeforeAmazonWasAskedIsNotWhatWasAskedFor() {
    queue.send("{\"notificationType\":\"SOMETHING_NEW\"}");
    here.clock.advance(Duration.ofMinutes(1));
    begin();

    at.receive();

    assertThat(here.current()).isEqualTo(at.newest()).isNotEqualTo(first);
    assertThat(stuckNotices()).isZero();
  }

  @Test
  void aClockThatIsFarAheadThrowsNothingAway() {
    here.app.rotateInConsole();
    RotationContext ahead =
        new RotationContext(
            here.secrets(),
            here.policy,
            () -> here.clock.instant().plus(Duration.ofDays(400)),
            at.random,
            at.ownership,
            here.audit,
            here.hooks);

    new AutomaticRotation(
            ahead, at.trial, at.issuer, at.new Access(), app -> {}, (app, request) -> {})
        .receive(Duration.ZERO);

    assertThat(here.inbox().find(at.newest())).isPresent();
  }

  @Test
  void aSecretThatCameUnderTheSameKeyMeanwhileIsKept() {
    NewSecret message = (NewSecret) SimulatedIssuer.read(aMessageOfTheConsole());
    SecretValue other = SecretValue.ofUtf8("amzn1.oa2-cs.v1.other");
    boolean[] done = {false};
    here.storeWrapper =
        store ->
            WriteHook.before(
                store,
                name -> {
                  if (name.equals(CredentialNames.inbox(APP)) && !done[0]) {
                    done[0] = true;
                    putInInbox(other, message.key());
                  }
                });
    at.restart();

    at.automatic.receive(Duration.ZERO);

    assertThat(done[0]).isTrue();
    assertThat(here.inbox().values()).contains(other, at.newest());
  }

  private void putInInbox(SecretValue value, String key) {
    Instant now = here.clock.instant();
    InboxItem item =
        new InboxItem(
            key,
            value,
            now,
            Optional.of(Expiry.ofEnd(end(), Duration.ofDays(180), Provenance.DECLARED)),
            Optional.empty(),
            now,
            InboxItem.State.RECEIVED);
    here.store.put(CredentialNames.inbox(APP), InboxCodec.encode(here.inbox().with(item)));
  }

  @Test
  void whatWentToTheDeadLetterQueueIsTakenFromThere() {
    SimulatedQueue dead = queue.redriveAfter(1);
    at.issuer.alsoReads(dead);
    here.app.rotateInConsole();
    queue.receive(10, Duration.ZERO);

    at.receive();

    assertThat(dead.size()).isZero();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void aMessageThatComesBackAfterItsEndIsRemovedAgain() {
    queue.surviveNextDeletes(1);
    here.app.rotateInConsole();
    at.receive();
    assertThat(queue.size()).isOne();

    at.pass(Duration.ofMinutes(6), Duration.ofMinutes(1));

    assertThat(queue.size()).isZero();
    assertThat(here.record().rotations()).isOne();
  }

  @Test
  void oursIsFoundBehindTenThousandOthers() {
    for (int i = 0; i < 10_000; i++) {
      queue.send(
          AmazonMessages.newSecret(
              "somebody-" + i % 500, "amzn1.oa2-cs.v1.x" + i, here.clock.instant(), end()));
    }
    here.app.rotateInConsole();

    int looks = 0;
    while (!here.current().equals(at.newest())) {
      at.receive();
      assertThat(++looks).isLessThan(1_100);
    }
  }

  @Test
  void onAStoreThatCannotKeepInstancesApartOneHasToBeNamed() {
    here.storeWrapper = StoreView::plain;
    at.restart();
    assertThatThrownBy(() -> at.receive()).hasMessageContaining("cannot keep two instances apart");
    assertThatThrownBy(this::begin).hasMessageContaining("cannot keep two instances apart");
    here.clock.advance(Duration.ofDays(2));
    assertThat(at.wake().asked()).isFalse();

    at.ownership = new Ownership(Optional.of("one"), "two");
    at.restart();
    assertThatThrownBy(() -> at.receive()).hasMessageContaining("made by the instance 'one'");

    at.ownership = new Ownership(Optional.of("one"), "one");
    at.restart();
    begin();
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }

  @Test
  void whatFailsWithOneMessageDoesNotMakeAnotherForgotten() {
    here.app.rotateInConsole();
    at.issuer.effects =
        where -> {
          if (where.equals("before acknowledging")) {
            throw new IllegalStateException("whatever an issuer throws");
          }
        };

    Reception reception = at.receive();

    assertThat(reception.apps()).containsExactly(APP);
    assertThat(reception.left()).isOne();
    assertThat(here.current()).isEqualTo(at.newest());
    at.issuer.effects = where -> {};
  }

  @Test
  void whereNobodyCanSayWhoseItIsAMessageStays() {
    here.app.rotateInConsole();
    at.apps.add("no\nname");

    assertThat(at.receive().left()).isOne();
    assertThat(queue.size()).isOne();

    at.apps.remove("no\nname");
    here.clock.advance(Duration.ofMinutes(6));
    at.receive();
    assertThat(here.current()).isEqualTo(at.newest());
  }
}
