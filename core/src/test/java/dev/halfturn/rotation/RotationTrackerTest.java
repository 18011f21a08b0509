// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracking over a store: reading, telling, saving. */
class RotationTrackerTest {

  private static final Instant END = START.plusSeconds(15_552_000);

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private void declare() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  @Nested
  class Status {

    @Test
    void writesNothing() {
      RotationStatus status = here.tracker().status(APP);

      assertThat(status.state()).isEqualTo(State.UNTRACKED);
      assertThat(here.stored(CredentialNames.rotation(APP))).isEmpty();
      assertThat(here.mail.sent()).isEmpty();
    }

    @Test
    void looksAheadWithoutChangingAnything() {
      declare();
      SecretValue before = here.stored(CredentialNames.rotation(APP)).orElseThrow();

      RotationStatus status = here.tracker().status(APP, day(170));

      assertThat(status.state()).isEqualTo(State.DUE);
      assertThat(status.at()).isEqualTo(day(170));
      assertThat(status.secret().daysLeft()).hasValue(10);
      assertThat(here.stored(CredentialNames.rotation(APP))).contains(before);
      assertThat(here.mail.sent()).isEmpty();
    }

    @Test
    void ofAnUnknownApplicationIsNotFound() {
      assertThatThrownBy(() -> here.tracker().status("other"))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(e.getMessage()).contains("other").contains("memory");
                assertThat(e.hint()).isPresent();
              });
    }

    @Test
    void needsNoReadableInbox() {
      declare();
      here.put(CredentialNames.inbox(APP), "damaged");

      assertThat(here.tracker().check(APP).state()).isEqualTo(State.FRESH);
    }

    @Test
    void ofADamagedRecordIsCorrupt() {
      here.put(CredentialNames.rotation(APP), "damaged");

      assertThatThrownBy(() -> here.tracker().status(APP))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }

    @Test
    void showsEachNotifier() {
      declare();
      here.clock.set(day(151));
      here.tracker().check(APP);

      assertThat(here.tracker().status(APP).notifiers())
          .containsExactly(
              new RotationStatus.NotifierState(
                  "mail",
                  Optional.of(day(151)),
                  false,
                  here.record().notifier("mail").deliveries()));
    }

    @Test
    void survivesAClientIdThatIsNoText() {
      declare();
      here.store.put(CredentialNames.clientId(APP), SecretValue.of(new byte[] {(byte) 0xff}));
      here.clock.set(day(151));

      here.tracker().check(APP);

      assertThat(here.mail.sent())
          .singleElement()
          .extracting(Notice::body)
          .asString()
          .startsWith("Application  erp\n");
    }
  }

  @Nested
  class Check {

    @Test
    void beginsToTrack() {
      RotationStatus status = here.tracker().check(APP);

      assertThat(status.state()).isEqualTo(State.EXPIRY_UNKNOWN);
      assertThat(status.lastCheckAt()).contains(START);
      assertThat(here.record().current().fingerprint()).isEqualTo(status.secret().fingerprint());
    }

    @Test
    void againWritesNothingWithinADay() {
      declare();
      here.tracker().check(APP);
      String version = here.store.find(CredentialNames.rotation(APP)).orElseThrow().version().id();
      here.clock.advance(Duration.ofHours(23));
      here.tracker().check(APP);

      assertThat(here.store.find(CredentialNames.rotation(APP)).orElseThrow().version().id())
          .isEqualTo(version);
    }

    @Test
    void plansTheNextWakeUp() {
      declare();
      here.tracker().check(APP);

      assertThat(here.armed.get(APP).wakeAt()).isEqualTo(day(90));
      assertThat(here.armed.get(APP).expiresAt()).contains(END);
    }

    @Test
    void sendsEachReminderOnceHoweverOftenItIsCalled() {
      declare();
      for (int hour = 0; hour < 24 * 176; hour += 7) {
        here.clock.set(START.plus(Duration.ofHours(hour)));
        here.tracker().check(APP);
        here.tracker().check(APP);
      }

      assertThat(here.mail.sent())
          .extracting(Notice::severity)
          .containsExactly(
              Severity.WARNING, Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL);
      assertThat(here.mail.sent()).extracting(Notice::id).doesNotHaveDuplicates();
    }

    @Test
    void tracksAChangedSecret() {
      declare();
      here.clock.set(day(100));
      here.store.put(CredentialNames.clientSecret(APP), here.pressButton());

      RotationStatus status = here.tracker().check(APP);

      assertThat(status.secret().expiry().orElseThrow().source()).isEqualTo(Provenance.ESTIMATED);
      assertThat(status.secret().daysLeft()).hasValue(180);
      assertThat(here.store.expiry(CredentialNames.clientSecret(APP))).contains(day(280));
    }

    @Test
    void worksOnAStoreThatCanDoNothingSpecial() {
      here.storeWrapper = StoreView::plain;
      declare();
      here.clock.set(day(151));

      here.tracker().check(APP);

      assertThat(here.mail.sent()).hasSize(1);
    }
  }

  @Nested
  class Declaring {

    @Test
    void aPersonsDateReplacesAnEstimate() {
      assertThat(here.tracker().declareIssued(APP, START, Provenance.ESTIMATED).state())
          .isEqualTo(State.FRESH);
      RotationStatus status = here.tracker().declareExpiry(APP, day(170), Provenance.DECLARED);

      assertThat(status.secret().expiry().orElseThrow().expiresAt()).isEqualTo(day(170));
      assertThat(status.secret().expiry().orElseThrow().issuedAt()).isEqualTo(day(-10));
      assertThat(here.store.expiry(CredentialNames.clientSecret(APP))).contains(day(170));
      assertThat(here.armed).containsKey(APP);
    }

    @Test
    void whatAmazonConfirmedStays() {
      here.tracker().declareExpiry(APP, day(170), Provenance.CONFIRMED);
      RotationStatus status = here.tracker().declareExpiry(APP, day(180), Provenance.DECLARED);

      assertThat(status.secret().expiry().orElseThrow())
          .isEqualTo(Expiry.ofEnd(day(170), Duration.ofDays(180), Provenance.CONFIRMED));
    }

    @Test
    void aPersonMayCorrectAPerson() {
      here.tracker().declareExpiry(APP, day(170), Provenance.DECLARED);
      RotationStatus status = here.tracker().declareExpiry(APP, day(150), Provenance.DECLARED);

      assertThat(status.secret().expiry().orElseThrow().expiresAt()).isEqualTo(day(150));
    }

    @Test
    void aDateNoSecretCanHaveIsRefused() {
      for (Instant tooLate : List.of(day(202), day(5000))) {
        assertThatThrownBy(() -> here.tracker().declareExpiry(APP, tooLate, Provenance.DECLARED))
            .isInstanceOfSatisfying(
                HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("DATE_IMPLAUSIBLE"));
      }
      assertThatThrownBy(() -> here.tracker().declareIssued(APP, day(22), Provenance.DECLARED))
          .isInstanceOf(HalfturnException.class);
      here.tracker().declareExpiry(APP, day(200), Provenance.DECLARED);
    }

    @Test
    void aPastDateIsPossible() {
      RotationStatus status = here.tracker().declareExpiry(APP, day(-3), Provenance.DECLARED);

      assertThat(status.state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void ofASecretJustChangedIsAboutTheNewOne() {
      here.tracker().declareExpiry(APP, day(170), Provenance.CONFIRMED);
      here.clock.set(day(100));
      here.store.put(CredentialNames.clientSecret(APP), here.pressButton());

      RotationStatus status = here.tracker().declareExpiry(APP, day(279), Provenance.DECLARED);

      assertThat(status.secret().expiry().orElseThrow().expiresAt()).isEqualTo(day(279));
    }
  }

  @Nested
  class Deliveries {

    private final RecordingNotifier pager = new RecordingNotifier(here.clock);

    private RotationTracker both() {
      Map<String, Notifier> notifiers = new TreeMap<>();
      notifiers.put("mail", here.mail);
      notifiers.put("pager", pager);
      return here.tracker(notifiers);
    }

    @Test
    void areBegunInTheRecordBeforeTheyAreSent() {
      declare();
      here.clock.set(day(151));
      List<Delivery> seen = new ArrayList<>();
      Notifier looking =
          notifier(
              notice ->
                  seen.add(here.record().notifier("mail").delivery(Rung.day(150)).orElseThrow()));

      here.tracker(Map.of("mail", looking)).check(APP);

      assertThat(seen).extracting(Delivery::state).containsExactly(Delivery.State.ATTEMPT);
      assertThat(here.record().notifier("mail").delivery(Rung.day(150)).orElseThrow().state())
          .isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void haveTheSameIdForEachAttemptAndAnotherForEachNotifier() {
      declare();
      here.clock.set(day(151));
      List<String> ids = new ArrayList<>();
      Notifier failing =
          notifier(
              notice -> {
                ids.add(notice.id());
                throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "not now"));
              });
      RotationTracker tracker = here.tracker(Map.of("mail", failing, "pager", pager));
      tracker.check(APP);
      here.clock.advance(Duration.ofMinutes(1));
      tracker.check(APP);

      assertThat(ids).hasSize(2);
      assertThat(ids.get(0)).isEqualTo(ids.get(1)).matches("[0-9a-f]{64}");
      assertThat(pager.sent()).singleElement().extracting(Notice::id).isNotEqualTo(ids.get(0));
    }

    @Test
    void thatFailForGoodHinderNoOtherNotifier() {
      declare();
      here.clock.set(day(151));
      here.mail.failWith(Problem.of(ErrorCode.UNAUTHENTICATED, "wrong password"));

      RotationStatus status = both().check(APP);

      assertThat(pager.sent()).hasSize(1);
      assertThat(status.conditions())
          .extracting(Condition::type)
          .containsExactly(Condition.NOTIFIER_BROKEN);
      assertThat(status.notifiers())
          .extracting(RotationStatus.NotifierState::broken)
          .containsExactly(true, false);
    }

    @Test
    void thatBreakInUnknownWaysAreFailures() {
      declare();
      here.clock.set(day(151));
      Notifier broken =
          notifier(
              notice -> {
                throw new IllegalStateException("secret text");
              });

      here.tracker(Map.of("mail", broken)).check(APP);

      assertThat(here.record().notifier("mail").delivery(Rung.day(150)).orElseThrow().failure())
          .contains(ErrorCode.INTERNAL);
    }

    @Test
    void thatFailInPassingAreRepeated() {
      declare();
      here.clock.set(day(151));
      here.mail.failWith(Problem.of(ErrorCode.UNAVAILABLE, "not now"));
      here.tracker().check(APP);
      assertThat(here.armed.get(APP).wakeAt()).isEqualTo(day(151).plus(Duration.ofMinutes(1)));
      here.mail.recover();
      here.clock.advance(Duration.ofMinutes(1));

      here.tracker().check(APP);

      assertThat(here.mail.sent()).hasSize(1);
    }

    @Test
    void areNotSentTwiceByTwoDaemons() throws InterruptedException {
      declare();
      here.clock.set(day(151));
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      RecordingNotifier first = new RecordingNotifier(here.clock);
      Notifier slow =
          notifier(
              notice -> {
                inside.countDown();
                await(go);
                first.send(notice);
              });
      Thread daemon = new Thread(() -> here.tracker(Map.of("mail", slow)).check(APP));
      daemon.start();
      inside.await();

      here.tracker().check(APP);
      go.countDown();
      daemon.join();

      assertThat(first.sent()).hasSize(1);
      assertThat(here.mail.sent()).isEmpty();
      assertThat(here.record().notifier("mail").delivery(Rung.day(150)).orElseThrow().state())
          .isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void thatAnotherProcessTakesUpBetweenDecisionAndSendingAreLeftToIt() {
      declare();
      here.clock.set(day(151));
      beforeTheClaim(() -> here.tracker(Map.of("mail", pager)).check(APP));

      here.tracker().check(APP);

      assertThat(pager.sent()).hasSize(1);
      assertThat(here.mail.sent()).isEmpty();
    }

    @Test
    void ofASecretThatIsAnotherOneByThenAreNotSent() {
      declare();
      here.clock.set(day(151));
      beforeTheClaim(
          () -> {
            // as of a process that saw another secret at the same time and wrote last
            RotationRecord known = here.record();
            TrackedSecret other =
                new TrackedSecret(
                    EngineRun.SECOND, "2", known.current().eventTime(), known.current().expiry());
            here.put(
                CredentialNames.rotation(APP),
                RecordCodec.encode(
                        new RotationRecord(
                            known.key(),
                            other,
                            known.previous(),
                            known.expiryEpoch(),
                            known.notifiers(),
                            known.announced(),
                            known.journal(),
                            known.handOver(),
                            known.request(),
                            known.acknowledged(),
                            known.rotations(),
                            known.checkedAt(),
                            known.amazonTime()))
                    .revealUtf8());
          });

      here.tracker().check(APP);

      assertThat(here.mail.sent()).isEmpty();
    }

    /** Something happens once a send is decided and saved, and before it is begun. */
    private void beforeTheClaim(Runnable hook) {
      here.storeWrapper =
          store ->
              WriteHook.before(
                  store,
                  name -> {
                    if (here.record().notifier("mail").delivery(Rung.day(150)).isPresent()) {
                      here.storeWrapper = inner -> inner;
                      hook.run();
                    }
                  });
    }

    @Test
    void ofASecretReplacedMeanwhileAreNotSent() {
      declare();
      here.clock.set(day(151));
      RotationFixture other = here;
      Notifier replacing =
          notifier(
              notice -> {
                other.store.put(CredentialNames.clientSecret(APP), other.pressButton());
                other.tracker(Map.of()).check(APP);
              });

      here.tracker(Map.of("a-first", replacing, "b-second", here.mail)).check(APP);

      assertThat(here.mail.sent()).isEmpty();
      assertThat(here.record().notifier("a-first").deliveries()).isEmpty();
    }

    @Test
    void afterACrashInTheMiddleAreRepeatedOnceUnderTheSameId() {
      declare();
      here.clock.set(day(151));
      List<String> ids = new ArrayList<>();
      Notifier dying =
          notifier(
              notice -> {
                ids.add(notice.id());
                if (ids.size() == 1) {
                  throw new CrashPoints.Crash("after the send");
                }
              });
      RotationTracker tracker = here.tracker(Map.of("mail", dying));
      assertThatThrownBy(() -> tracker.check(APP)).isInstanceOf(CrashPoints.Crash.class);
      tracker.check(APP);
      here.clock.advance(Duration.ofMinutes(5));
      tracker.check(APP);
      here.clock.advance(Duration.ofMinutes(5));
      tracker.check(APP);

      assertThat(ids).hasSize(2);
      assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void whileTheRecordSaysSomethingElseEachTimeAreGivenUpToo() {
      declare();
      here.clock.set(day(151));
      SecretName record = CredentialNames.rotation(APP);
      here.storeWrapper =
          store ->
              WriteHook.before(
                  store,
                  name -> {
                    Instant later = here.record().checkedAt().plusSeconds(1);
                    store.put(record, RecordCodec.encode(here.record().withCheckedAt(later)));
                  });

      for (Runnable call :
          List.<Runnable>of(
              () -> here.tracker().check(APP), () -> here.accept(here.pressButton()))) {
        assertThatThrownBy(call::run)
            .isInstanceOfSatisfying(
                HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      }
      assertThat(here.mail.sent()).isEmpty();
    }

    @Test
    void whileTheRecordKeepsChangingAreGivenUpInTheEnd() {
      declare();
      here.clock.set(day(151));
      here.storeWrapper = RotationTrackerTest::alwaysChanged;

      assertThatThrownBy(() -> here.tracker().check(APP))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      assertThat(here.mail.sent()).isEmpty();
    }
  }

  @Nested
  class Notices {

    private Notice at(Instant when) {
      here.clock.set(when);
      here.tracker().check(APP);
      List<Notice> sent = here.mail.sent();
      return sent.get(sent.size() - 1);
    }

    @Test
    void ofAReminderSayWhoWhatWhenAndWhere() {
      here.put(CredentialNames.clientId(APP), "amzn1.application-oa2-client.0123456789abcdef");
      declare();
      for (int d = 0; d < 149; d++) {
        here.clock.set(day(d));
        here.tracker().check(APP);
      }

      Notice notice = at(day(149));

      assertThat(notice.subject()).isEqualTo("erp: rotate the LWA client secret within 31 days");
      assertThat(notice.expiresAt()).contains(END);
      assertThat(notice.body())
          .isEqualTo(
              """
              Application  erp (client …cdef)
              Expires      Mon 28 Dec 2026 09:00 UTC (31 days left; declared)
              Who          only the primary account user can do this: primary@example.com
              Do           1. Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >
                              Develop Apps), find the application, column "LWA credentials", View.
                           2. Click "Rotate secret" and copy the new secret.
                           3. Run this, and paste the new secret where it asks for it:
                              halfturn rotate erp
              How-to       https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials
              Reminder     day 150 of 180, next on Fri 11 Dec 2026
              Sellers do not have to re-authorise. The old secret goes on working for 7 days
              after the click, so nothing is interrupted.""");
    }

    @Test
    void afterAGapSaySo() {
      declare();

      assertThat(at(day(151)).body())
          .contains("not running from Wed 1 Jul 2026 09:00 UTC to Sun 29 Nov 2026 09:00 UTC");
    }

    @Test
    void onTheLastDaySayToday() {
      declare();

      Notice notice = at(END.minusSeconds(60));

      assertThat(notice.subject()).isEqualTo("erp: rotate the LWA client secret TODAY");
      assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
      assertThat(notice.body()).contains("repeated every 12 hours until somebody acknowledges it");
    }

    @Test
    void oneDayIsOneDay() {
      declare();

      Notice notice = at(END.minus(Duration.ofDays(1)));

      assertThat(notice.subject()).endsWith("within 1 day");
      assertThat(notice.body()).contains("(1 day left;");
    }

    @Test
    void afterTheEndSayWhatHappens() {
      declare();

      assertThat(at(END).subject()).isEqualTo("erp: the LWA client secret HAS EXPIRED");
      assertThat(at(END.plusSeconds(1)).body()).contains("EXPIRED today").contains("403");
      assertThat(at(END.plus(Duration.ofDays(1))).body()).contains("EXPIRED 1 day ago");
      assertThat(at(END.plus(Duration.ofDays(3))).body()).contains("EXPIRED 3 days ago");
    }

    @Test
    void ofAnUnknownExpiryAskForIt() {
      here.tracker().check(APP);

      Notice notice = here.mail.sent().get(0);
      assertThat(notice.subject()).isEqualTo("erp: when does the LWA client secret expire?");
      assertThat(notice.body()).contains("Rotate by").contains("--expires");
      assertThat(notice.expiresAt()).isEmpty();
    }

    @Test
    void fitTheSubjectLineWhateverTheName() {
      String app = "a".repeat(40);
      here.put(CredentialNames.clientSecret(app), here.app.secret());
      here.tracker().declareIssued(app, START, Provenance.DECLARED);
      here.clock.set(day(151));
      here.tracker().check(app);

      assertThat(here.mail.sent())
          .singleElement()
          .extracting(Notice::subject)
          .asString()
          .hasSize(Notice.MAX_SUBJECT)
          .startsWith("aaaaaaaaaaaaaaaaaaaa")
          .contains("..: rotate");
    }

    @Test
    void holdNeitherSecretNorFingerprint() {
      declare();
      at(day(151));
      at(END);
      here.accept(here.pressButton());
      RotationRecord record = here.record();

      String all = here.mail.sent().toString();
      assertThat(all)
          .doesNotContain(here.app.secret())
          .doesNotContain(record.current().fingerprint().shortForm())
          .doesNotContain(record.previous().orElseThrow().fingerprint().shortForm());
    }

    @Test
    void keepControlCharactersOfTheSettingsOut() {
      declare();
      here.clock.set(day(151));
      RotationTracker tracker =
          new RotationTracker(
              here.context(),
              Map.of("mail", here.mail),
              RotationFixture.primaryUser("a\r\nBcc: b\u0085"),
              (status, plan) -> {});

      tracker.check(APP);

      assertThat(here.mail.sent())
          .singleElement()
          .extracting(Notice::body)
          .asString()
          .contains("a??Bcc: b?");
    }
  }

  @Test
  void tooManyNotifiersAreRefused() {
    Map<String, Notifier> many = new HashMap<>();
    for (int i = 0; i <= RotationTracker.MAX_NOTIFIERS; i++) {
      many.put("mail-" + i, here.mail);
    }

    assertThatThrownBy(() -> here.tracker(many))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("6 notifiers are configured, more than 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mail", "a b", "a--b", "ä", "a\n", "\""})
  void notifiersWithoutALegalNameAreRefused(String name) {
    for (String illegal : List.of(name, "m".repeat(41))) {
      assertThatThrownBy(() -> here.tracker(Map.of(illegal, here.mail)))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }

  private interface Sending {
    void send(Notice notice);
  }

  private Notifier notifier(Sending sending) {
    return new Notifier() {
      @Override
      public Receipt send(Notice notice) {
        sending.send(notice);
        return new Receipt("", here.clock.instant());
      }

      @Override
      public void close() {}
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody else is always quicker. */
  private static SecretStore alwaysChanged(SecretStore store) {
    SecretName record = CredentialNames.rotation(APP);
    return WriteHook.before(
        store, name -> store.put(record, store.find(record).orElseThrow().value()));
  }
}
