// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.spi.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine decides. */
class RotationEngineTest {

  // a Wednesday; day 150 is a Saturday
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");
  private static final Instant END = START.plusSeconds(15_552_000);

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  @Nested
  class Reminders {

    @ParameterizedTest
    @CsvSource({"1, 5", "6, 5", "24, 5", "120, 3", "960, 1", "9600, 0"})
    void polledAtAnyPaceEachRungIsToldAtMostOnce(int hours, int rungsBeforeTheEnd) {
      EngineRun run = EngineRun.declared(START);
      int spoke = 0;
      for (Instant now = START; now.isBefore(day(400)); now = now.plus(Duration.ofHours(hours))) {
        int before = run.told.size();
        run.poll(now);
        int newly = run.told.size() - before;
        assertThat(newly).isLessThanOrEqualTo(1);
        if (newly == 1) {
          Ladder ladder =
              new Ladder(RotationPolicy.DEFAULT, run.record().current(), Optional.empty());
          assertThat(run.told.get(before))
              .isEqualTo("mail:" + ladder.latestLoudDue(now).orElseThrow().rung());
        }
        spoke += newly;
      }

      assertThat(new HashSet<>(run.told)).hasSize(spoke).hasSameSizeAs(run.told);
      assertThat(run.told.stream().filter(told -> told.matches("mail:[0-9]+")))
          .hasSize(rungsBeforeTheEnd);
    }

    @Test
    void polledOftenEveryLoudRungIsTold() {
      EngineRun run = EngineRun.declared(START);
      for (Instant now = START; now.isBefore(END); now = now.plus(Duration.ofMinutes(30))) {
        run.poll(now);
      }

      // the end is a Monday morning, so days 177 to 179 are one on Friday, repeated from then on
      assertThat(run.told)
          .containsExactly(
              "mail:150",
              "mail:165",
              "mail:173",
              "mail:175",
              "mail:179",
              "mail:179-1",
              "mail:179-2",
              "mail:179-3",
              "mail:179-4",
              "mail:179-5");
    }

    @Test
    void everyMinuteOf180DaysGivesTheSameNotices() {
      EngineRun run = EngineRun.declared(START);
      EngineRun seldom = EngineRun.declared(START);
      run.notifiers = new TreeSet<>(List.of("mail", "pager"));
      seldom.notifiers = run.notifiers;
      for (Instant now = START; now.isBefore(END); now = now.plus(Duration.ofMinutes(1))) {
        run.poll(now);
      }
      for (Instant now = START; now.isBefore(END); now = now.plus(Duration.ofHours(1))) {
        seldom.poll(now);
      }

      assertThat(run.told).isEqualTo(seldom.told).doesNotHaveDuplicates();
    }

    @Test
    void afterTheEndPeopleAreToldDaily() {
      EngineRun run = EngineRun.declared(START);
      run.poll(END);
      run.poll(END.plus(Duration.ofHours(23)));
      run.poll(END.plus(Duration.ofDays(1)));
      run.poll(END.plus(Duration.ofDays(3)));

      assertThat(run.told).containsExactly("mail:expired-0", "mail:expired-1", "mail:expired-3");
    }

    @Test
    void quietRungsAreAnnouncedButNotSent() {
      EngineRun run = EngineRun.declared(START);

      RotationDecision decision = run.poll(day(91));

      assertThat(decision.announce()).contains(Rung.day(90));
      assertThat(decision.sends()).isEmpty();
      assertThat(run.poll(day(92)).announce()).isEmpty();
    }

    @Test
    void afterAGapOnlyTheMostUrgentIsToldAndTheOthersAreSuperseded() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(140));
      run.poll(day(176));

      assertThat(run.told).containsExactly("mail:175");
      NotifierLog log = run.record().notifier("mail");
      assertThat(log.deliveries())
          .filteredOn(delivery -> delivery.state() == Delivery.State.SUPERSEDED)
          .extracting(Delivery::rung)
          .containsExactly(Rung.day(150), Rung.day(165), Rung.day(173));
    }

    @Test
    void aSecretAdoptedLateIsToldAtOnce() {
      EngineRun run = new EngineRun(RotationPolicy.DEFAULT, day(176));
      run.poll(day(176));
      run.expire(Expiry.ofIssue(START, RotationPolicy.DEFAULT.lifetime(), Provenance.DECLARED));
      run.told.clear();

      run.poll(day(176));

      assertThat(run.told).containsExactly("mail:175");
    }

    @Test
    void aClockThatWasWrongForOneLookLosesNothing() {
      EngineRun run = EngineRun.declared(START);
      for (Instant now = START; now.isBefore(END); now = now.plus(Duration.ofHours(1))) {
        run.poll(now);
        if (now.equals(day(166))) {
          run.poll(day(186));
        }
      }

      assertThat(run.told)
          .contains("mail:165", "mail:173", "mail:175", "mail:179", "mail:179-1")
          .doesNotHaveDuplicates();
    }

    @Test
    void whatAWrongClockPlannedOrTriedDoesNotWaitForIt() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(140));
      Delivery failing = Delivery.planned(Rung.day(150), day(900)).attempted(day(900));
      for (Delivery delivery :
          List.of(
              failing,
              failing.failed(ErrorCode.TIMEOUT, day(900)),
              failing.failed(ErrorCode.NOT_FOUND, day(900)),
              Delivery.superseded(Rung.day(150), day(900)))) {
        run.record = run.record.map(known -> known.withDelivery("mail", delivery));

        assertThat(run.decide(day(151)).sends()).hasSize(1);
      }
    }

    @Test
    void eachNotifierIsTold() {
      EngineRun run = EngineRun.declared(START);
      run.notifiers = new TreeSet<>(List.of("mail", "pager"));

      run.poll(day(151));

      assertThat(run.told).containsExactly("mail:150", "pager:150");
    }

    @Test
    void theEngineWakesForTheNextRung() {
      EngineRun run = EngineRun.declared(START);

      assertThat(run.poll(day(1)).wake().wakeAt()).isEqualTo(day(90));
      assertThat(run.poll(day(1)).wake().expiresAt()).contains(END);
    }

    @Test
    void theEngineWakesForTheRepetitionsAndForTheEnd() {
      EngineRun run = EngineRun.declared(START);
      Instant lastRung = Instant.parse("2026-12-25T09:00:00Z");

      assertThat(run.poll(lastRung).wake().wakeAt()).isEqualTo(lastRung.plus(Duration.ofHours(12)));
      assertThat(run.poll(lastRung.plus(Duration.ofHours(12))).wake().wakeAt())
          .isEqualTo(lastRung.plus(Duration.ofHours(24)));
      assertThat(run.poll(END.minusSeconds(60)).wake().wakeAt()).isEqualTo(END);
      assertThat(run.poll(END).wake().wakeAt()).isEqualTo(END.plus(Duration.ofDays(1)));
      assertThat(run.poll(END.plus(Duration.ofDays(5))).wake().wakeAt())
          .isEqualTo(END.plus(Duration.ofDays(6)));
    }

    @Test
    void statusShowsTheNextLoudRung() {
      EngineRun run = EngineRun.declared(START);

      RotationStatus.Next next = run.status(day(10)).next().orElseThrow();

      assertThat(next.kind()).isEqualTo(RotationStatus.NextKind.REMIND);
      assertThat(next.rung()).hasValue(150);
      assertThat(next.at()).isEqualTo("2026-11-27T09:00:00Z");
    }
  }

  @Nested
  class AnUnknownExpiry {

    private final EngineRun run = new EngineRun(RotationPolicy.DEFAULT, START);

    @Test
    void isRemindedOfWeekly() {
      for (int hour = 0; hour < 24 * 30; hour++) {
        run.poll(START.plus(Duration.ofHours(hour)));
      }

      assertThat(run.told)
          .containsExactly(
              "mail:unknown-0",
              "mail:unknown-1",
              "mail:unknown-2",
              "mail:unknown-3",
              "mail:unknown-4");
      assertThat(run.status(day(30)).state()).isEqualTo(State.EXPIRY_UNKNOWN);
      assertThat(run.status(day(30)).secret().daysLeft()).isEmpty();
    }

    @Test
    void isUntrackedUntilTheFirstCheck() {
      assertThat(run.status(START).state()).isEqualTo(State.UNTRACKED);
      assertThat(run.status(START).next()).isEmpty();
      assertThat(run.status(START).lastCheckAt()).isEmpty();
    }

    @Test
    void isNotGuessedFromTheStoresDate() {
      run.poll(day(100));

      assertThat(run.record().current().expiry()).isEmpty();
    }

    @Test
    void endsWithADate() {
      run.poll(START);
      run.expire(Expiry.ofEnd(END, RotationPolicy.DEFAULT.lifetime(), Provenance.CONFIRMED));

      assertThat(run.status(day(1)).state()).isEqualTo(State.FRESH);
      assertThat(run.record().expiryEpoch()).isEqualTo(1);
    }
  }

  @Nested
  class ASecretChangedBySomebodyElse {

    @Test
    void restartsTheLife() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(151));
      run.replaceSecret(EngineRun.SECOND, "2", day(152));

      run.poll(day(152).plus(Duration.ofHours(3)));

      TrackedSecret current = run.record().current();
      assertThat(current.fingerprint()).isEqualTo(EngineRun.SECOND);
      assertThat(current.expiry())
          .contains(
              Expiry.ofIssue(day(152), RotationPolicy.DEFAULT.lifetime(), Provenance.ESTIMATED));
      assertThat(run.record().previous().orElseThrow().diesAt()).isEqualTo(day(159));
      assertThat(run.status(day(153)).state()).isEqualTo(State.FRESH);
      assertThat(run.status(day(153)).overlap().orElseThrow().endsAt()).isEqualTo(day(159));
      assertThat(run.status(day(159)).overlap()).isEmpty();
      assertThat(run.status(day(153)).secret().ageDays()).hasValue(1);
    }

    @Test
    void cancelsWhatWasPendingForTheOldOne() {
      EngineRun run = EngineRun.declared(START);
      run.delivering = false;
      run.poll(day(151));
      run.delivering = true;
      run.replaceSecret(EngineRun.SECOND, "2", day(152));

      run.poll(day(152));
      run.poll(day(179));

      assertThat(run.told).isEmpty();
      assertThat(run.record().notifier("mail").failed()).isEqualTo(1);
    }

    @Test
    void isNotOlderThanTheStoreSaysNorYoungerThanNow() {
      EngineRun run = EngineRun.declared(START);
      run.replaceSecret(EngineRun.SECOND, "2", day(300));

      run.poll(day(10));

      assertThat(run.record().current().expiry().orElseThrow().issuedAt()).isEqualTo(day(10));
    }

    @Test
    void puttingThePreviousOneBackKeepsItsEnd() {
      EngineRun run = EngineRun.declared(START);
      run.replaceSecret(EngineRun.SECOND, "2", day(100));
      run.poll(day(100));
      run.replaceSecret(EngineRun.FIRST, "3", day(101));

      run.poll(day(101));

      TrackedSecret current = run.record().current();
      assertThat(current.expiry().orElseThrow().expiresAt()).isEqualTo(day(107));
      assertThat(current.eventTime()).isEqualTo(START);
      RetiredSecret displaced = run.record().previous().orElseThrow();
      assertThat(displaced.fingerprint()).isEqualTo(EngineRun.SECOND);
      assertThat(displaced.diesAt()).isEqualTo(day(280));
    }

    @Test
    void theSameSecretWrittenAgainIsTheSameLife() {
      EngineRun run = EngineRun.declared(START);
      run.replaceSecret(EngineRun.FIRST, "9", day(50));

      run.poll(day(50));

      assertThat(run.record().current().version()).isEqualTo("9");
      assertThat(run.record().current().expiry().orElseThrow().expiresAt()).isEqualTo(END);
      assertThat(run.record().expiryEpoch()).isEqualTo(1);
    }

    @Test
    void withAnUnknownExpiryPuttingThePreviousBackIsSurvived() {
      EngineRun run = new EngineRun(RotationPolicy.DEFAULT, START);
      run.poll(START);
      run.replaceSecret(EngineRun.SECOND, "2", day(1));
      run.poll(day(1));
      run.replaceSecret(EngineRun.FIRST, "3", day(2));
      run.poll(day(2));

      assertThat(run.record().current().expiry().orElseThrow().expiresAt()).isEqualTo(day(8));
    }
  }

  @Nested
  class AMovedExpiry {

    @Test
    void byMoreThanADayMakesTheLadderBeginAgain() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(151));
      int epoch = run.record().expiryEpoch();
      run.expire(
          Expiry.ofEnd(
              END.plus(Duration.ofDays(30)),
              RotationPolicy.DEFAULT.lifetime(),
              Provenance.CONFIRMED));

      run.poll(day(152));
      run.poll(day(181));

      assertThat(run.record().expiryEpoch()).isEqualTo(epoch + 1);
      assertThat(run.told).containsExactly("mail:150", "mail:150");
      assertThat(run.record().notifier("mail").delivered()).isEqualTo(1);
    }

    @Test
    void earlierByMoreThanADayLosesNoRung() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(151));
      run.expire(
          Expiry.ofEnd(
              END.minus(Duration.ofDays(20)),
              RotationPolicy.DEFAULT.lifetime(),
              Provenance.CONFIRMED));

      run.poll(day(152));

      assertThat(run.told).containsExactly("mail:150", "mail:165");
    }

    @Test
    void byLessThanADayChangesNothingThatWasTold() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(151));
      int epoch = run.record().expiryEpoch();
      run.expire(
          Expiry.ofEnd(
              END.plus(Duration.ofDays(1)),
              RotationPolicy.DEFAULT.lifetime(),
              Provenance.CONFIRMED));

      run.poll(day(152));

      assertThat(run.record().expiryEpoch()).isEqualTo(epoch);
      assertThat(run.told).containsExactly("mail:150");
    }
  }

  @Nested
  class ADelivery {

    private final EngineRun run = EngineRun.declared(START);

    private void record(Delivery delivery) {
      run.record = Optional.of(run.record().withDelivery("mail", delivery));
    }

    private Delivery begun(Instant at) {
      return Delivery.planned(Rung.day(150), at).attempted(at);
    }

    @Test
    void thatWasCutOffIsTakenUpAgainAfterFiveMinutes() {
      record(begun(day(151)));

      RotationDecision early = run.decide(day(151).plus(Duration.ofMinutes(4)));
      assertThat(early.sends()).isEmpty();
      assertThat(early.wake().wakeAt()).isEqualTo(day(151).plus(Duration.ofMinutes(5)));
      assertThat(run.decide(day(151).plus(Duration.ofMinutes(5))).sends()).hasSize(1);
    }

    @Test
    void thatFailedInPassingIsRepeatedEverMoreSlowly() {
      Delivery failed = begun(day(151)).failed(ErrorCode.UNAVAILABLE, day(151));
      List<Integer> minutes = List.of(1, 2, 5, 15, 60, 60);
      for (int wait : minutes) {
        record(failed);
        Instant last = failed.at();
        assertThat(run.decide(last.plus(Duration.ofMinutes(wait)).minusMillis(1)).sends())
            .isEmpty();
        Instant next = last.plus(Duration.ofMinutes(wait));
        assertThat(run.decide(next).sends()).hasSize(1);
        failed = failed.attempted(next).failed(ErrorCode.TIMEOUT, next);
      }
    }

    @Test
    void thatFailedForGoodIsTriedTwiceADay() {
      record(begun(day(151)).failed(ErrorCode.UNAUTHENTICATED, day(151)));

      assertThat(run.decide(day(151).plus(Duration.ofHours(11))).sends()).isEmpty();
      assertThat(run.decide(day(151).plus(Duration.ofHours(12))).sends()).hasSize(1);
      assertThat(run.decide(day(152)).status().conditions())
          .extracting(Condition::type)
          .containsExactly(Condition.NOTIFIER_BROKEN, Condition.NOT_TOLD);
    }

    @Test
    void thatNeverGotThroughIsSupersededByTheNextRung() {
      record(begun(day(151)).failed(ErrorCode.UNAVAILABLE, day(151)));

      run.poll(day(166));

      assertThat(run.record().notifier("mail").delivery(Rung.day(150)).orElseThrow().state())
          .isEqualTo(Delivery.State.SUPERSEDED);
      assertThat(run.told).containsExactly("mail:165");
    }

    @Test
    void thatWasOnlyPlannedIsSent() {
      record(Delivery.planned(Rung.day(150), day(151)));

      assertThat(run.decide(day(151)).sends()).hasSize(1);
    }
  }

  @Nested
  class TheClock {

    @Test
    void behindAmazonsDelaysNoReminder() {
      EngineRun run = EngineRun.declared(START);
      run.record = Optional.of(run.record().withAmazonTime(day(151)));

      RotationDecision decision = run.poll(day(100));

      assertThat(run.told).containsExactly("mail:150");
      assertThat(decision.status().conditions())
          .extracting(Condition::type)
          .containsExactly(Condition.CLOCK_ROLLED_BACK);
    }

    @Test
    void aLittleBehindIsNoMatter() {
      EngineRun run = EngineRun.declared(START);
      run.record = Optional.of(run.record().withAmazonTime(day(10)));

      assertThat(run.status(day(10).minus(Duration.ofMinutes(59))).conditions()).isEmpty();
    }

    @Test
    void amazonsTimeNeverGoesBack() {
      RotationRecord record = EngineRun.declared(START).record().withAmazonTime(day(10));

      assertThat(record.withAmazonTime(day(9)).amazonTime()).contains(day(10));
      assertThat(record.withAmazonTime(day(11)).amazonTime()).contains(day(11));
    }

    @Test
    void setFarAheadAndBackDoesNotStopTheHeartbeat() {
      EngineRun run = EngineRun.declared(START);
      run.poll(day(4000));
      run.poll(day(2));

      assertThat(run.record().checkedAt()).isEqualTo(day(2));
    }

    @Test
    void absurdlyFarAheadIsSurvived() {
      EngineRun run = EngineRun.declared(START);

      RotationStatus status = run.status(Instant.parse("+900000-01-01T00:00:00Z"));

      assertThat(status.state()).isEqualTo(State.EXPIRED);
    }
  }

  @Test
  void aRecordUnchangedIsEqualSoThatNothingIsWritten() {
    EngineRun run = EngineRun.declared(START);
    run.poll(day(5));
    RotationRecord before = run.record();

    assertThat(run.poll(day(5).plus(Duration.ofHours(23))).record()).isEqualTo(before);
    assertThat(run.poll(day(6)).record()).isNotEqualTo(before);
  }

  @Test
  void withoutANotifierThatIsSaid() {
    EngineRun run = EngineRun.declared(START);
    run.notifiers = new TreeSet<>();

    assertThat(run.status(day(1)).conditions())
        .extracting(Condition::type)
        .containsExactly(Condition.NO_NOTIFIER);
  }

  @Test
  void theSameArgumentsGiveTheSameDecision() {
    Random random = new Random(3);
    EngineRun run = EngineRun.declared(START);
    for (int i = 0; i < 50; i++) {
      Instant now = START.plus(Duration.ofMinutes(random.nextInt(500_000)));
      assertThat(run.decide(now)).isEqualTo(run.decide(now));
    }
  }
}
