// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which reminders fall when. */
class LadderTest {

  // ends on a Saturday, so that the last days are working days, and day 173 falls on the day before
  private static final Instant START = Instant.parse("2026-07-06T09:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(180));

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static List<String> told(RotationPolicy policy, Instant from, Instant to) {
    return told(EngineRun.declared(policy, START), from, to);
  }

  private static List<String> told(EngineRun run, Instant from, Instant to) {
    run.told.clear();
    for (Instant now = from; now.isBefore(to); now = now.plus(Duration.ofMinutes(30))) {
      run.poll(now);
    }
    return List.copyOf(run.told);
  }

  @Nested
  class InTheLastThreeDays {

    @Test
    void eachDayIsRepeatedTwiceADayUntilTheNext() {
      assertThat(told(RotationPolicy.DEFAULT, day(176), END))
          .containsExactly(
              "mail:175",
              "mail:177",
              "mail:177-1",
              "mail:178",
              "mail:178-1",
              "mail:179",
              "mail:179-1");
    }

    @Test
    void anAcknowledgedDayIsNotRepeatedAndTheNextOneIsToldAgain() {
      EngineRun run = EngineRun.declared(START);
      told(run, day(176), day(177).plusSeconds(1));
      run.acknowledge(day(177).plusSeconds(60), Optional.empty());

      assertThat(told(run, day(177).plusSeconds(60), END))
          .containsExactly("mail:178", "mail:178-1", "mail:179", "mail:179-1");
      assertThat(run.status(day(179)).acknowledged()).isPresent();
    }

    @Test
    void nothingIsRepeatedBefore() {
      assertThat(told(RotationPolicy.DEFAULT, day(149), day(175).plus(Duration.ofHours(20))))
          .containsExactly("mail:150", "mail:165", "mail:173", "mail:175");
    }

    @Test
    void aLadderThatEndsEarlyIsRepeatedAllTheSame() {
      RotationPolicy early =
          Policies.with(ReminderPolicy.DEFAULT.withLadder(new TreeSet<>(List.of(150)), Set.of()));

      assertThat(told(early, day(149), END))
          .containsExactly(
              "mail:150",
              "mail:150-54",
              "mail:150-55",
              "mail:150-56",
              "mail:150-57",
              "mail:150-58",
              "mail:150-59");
    }

    @Test
    void theNextWakeUpIsTheNextRepetition() {
      EngineRun run = EngineRun.declared(START);

      assertThat(run.poll(day(176)).wake().wakeAt()).isEqualTo(day(177));
      assertThat(run.poll(day(177)).wake().wakeAt()).isEqualTo(day(177).plus(Duration.ofHours(12)));
      run.acknowledge(day(177), Optional.empty());
      assertThat(run.poll(day(177)).wake().wakeAt()).isEqualTo(day(178));
    }
  }

  @Nested
  class Silence {

    @Test
    void untilAMomentHoldsBackWhatComesBeforeTheLastWeek() {
      EngineRun run = EngineRun.declared(START);
      told(run, day(149), day(151));
      run.acknowledge(day(151), Optional.of(day(179)));

      assertThat(told(run, day(151), day(176))).containsExactly("mail:173", "mail:175");
      assertThat(run.status(day(152)).next().orElseThrow().rung()).hasValue(173);
    }

    @Test
    void endsWithItsMoment() {
      EngineRun run = EngineRun.declared(START);
      told(run, day(149), day(151));
      run.acknowledge(day(151), Optional.of(day(160)));

      assertThat(told(run, day(151), day(172))).containsExactly("mail:165");
    }

    @Test
    void endsWithTheSecret() {
      EngineRun run = EngineRun.declared(START);
      told(run, day(149), day(151));
      run.acknowledge(day(151), Optional.of(day(400)));
      run.replaceSecret(EngineRun.SECOND, "2", day(152));
      run.poll(day(152));

      assertThat(run.record().acknowledged()).isEmpty();
      assertThat(told(run, day(152 + 149), day(152 + 151))).containsExactly("mail:150");
    }

    @Test
    void holdsBackTheWeeklyQuestionForTheDate() {
      EngineRun run = new EngineRun(RotationPolicy.DEFAULT, START);
      run.poll(START);
      run.acknowledge(START, Optional.of(day(20)));

      assertThat(told(run, START, day(22))).containsExactly("mail:unknown-3");
      assertThat(run.decide(day(1)).wake().wakeAt()).isEqualTo(day(7));
      assertThat(run.status(day(1)).next().orElseThrow().at()).isEqualTo(day(21));
    }
  }

  @Nested
  class OnWorkingDays {

    private RotationPolicy on(Set<DayOfWeek> days, LocalDate... holidays) {
      return Policies.with(
          ReminderPolicy.DEFAULT.withCalendar(
              new WorkCalendar(
                  WorkCalendar.Snap.EARLIER,
                  days,
                  Set.of(holidays),
                  LocalTime.of(9, 0),
                  ZoneOffset.UTC)));
    }

    @Test
    void ofAnotherWeekEachReminderFallsOnOneOfThem() {
      RotationPolicy sundayToThursday =
          on(
              EnumSet.of(
                  DayOfWeek.SUNDAY,
                  DayOfWeek.MONDAY,
                  DayOfWeek.TUESDAY,
                  DayOfWeek.WEDNESDAY,
                  DayOfWeek.THURSDAY));
      EngineRun run = EngineRun.declared(sundayToThursday, START);

      assertThat(run.status(START).ladder())
          .extracting(rung -> rung.at().atZone(ZoneOffset.UTC).getDayOfWeek())
          .doesNotContain(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY)
          .contains(DayOfWeek.SUNDAY);
    }

    @Test
    void aHolidayMovesAReminderToTheWorkingDayBefore() {
      LocalDate holiday = LocalDate.ofInstant(day(150), ZoneOffset.UTC);
      EngineRun run =
          EngineRun.declared(on(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), holiday), START);

      assertThat(run.status(START).ladder())
          .filteredOn(rung -> rung.rung().equals(Rung.day(150)))
          .extracting(RotationStatus.RungStatus::at)
          .containsExactly(day(149));
    }
  }

  @Nested
  class InQuietHours {

    private final RotationPolicy policy =
        Policies.with(
            ReminderPolicy.DEFAULT
                .withCalendar(
                    new WorkCalendar(
                        WorkCalendar.Snap.EARLIER,
                        ReminderPolicy.DEFAULT.calendar().workingDays(),
                        Set.of(),
                        LocalTime.of(9, 0),
                        ZoneId.of("Europe/Berlin")))
                .withQuietHours(new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0))));

    @Test
    void whatCanWaitIsToldAtTheirEnd() {
      EngineRun run = EngineRun.declared(policy, START);
      Instant night = Instant.parse("2026-12-04T01:00:00Z");
      Instant morning = Instant.parse("2026-12-04T06:00:00Z");

      RotationDecision decision = run.poll(night);

      assertThat(decision.sends()).isEmpty();
      assertThat(decision.wake().wakeAt()).isEqualTo(morning);
      run.poll(morning.minusSeconds(1));
      assertThat(run.told).isEmpty();
      run.poll(morning);
      assertThat(run.told).containsExactly("mail:150");
    }

    @Test
    void theLastWeekIsToldAtOnce() {
      EngineRun run = EngineRun.declared(policy, START);

      run.poll(Instant.parse("2026-12-27T01:00:00Z"));

      assertThat(run.told).containsExactly("mail:173");
    }

    @Test
    void coverMidnightOrTheDay() {
      QuietHours night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0));
      QuietHours day = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0));

      assertThat(night.contain(LocalTime.of(20, 0))).isTrue();
      assertThat(night.contain(LocalTime.of(6, 59))).isTrue();
      assertThat(night.contain(LocalTime.of(7, 0))).isFalse();
      assertThat(day.contain(LocalTime.of(12, 0))).isTrue();
      assertThat(day.contain(LocalTime.of(13, 0))).isFalse();
      assertThat(day.endAfter(Instant.parse("2026-12-04T12:30:00Z"), ZoneOffset.UTC))
          .isEqualTo("2026-12-04T13:00:00Z");
      assertThat(night.endAfter(Instant.parse("2026-12-04T21:00:00Z"), ZoneOffset.UTC))
          .isEqualTo("2026-12-05T07:00:00Z");
    }
  }
}
