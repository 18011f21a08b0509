// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A secret's whole life, minute by minute, in a process that is often not running, with notifiers
 * that often fail, and that dies once a week at any of its effects.
 */
class ReminderLifeTest {

  private static final Instant END = START.plus(Duration.ofDays(180));
  private static final Duration HOUR = Duration.ofHours(1);

  /** In this time five attempts are made, and not all of them fail. */
  private static final int MINUTES_TO_TELL = 120;

  private record Arrival(String notifier, Notice notice) {}

  private final RotationFixture here = new RotationFixture();
  private final CrashPoints crash = new CrashPoints(() -> {});
  private final List<Arrival> arrived = new ArrayList<>();
  private Random random = new Random(1);
  private double failing;

  @AfterEach
  void close() {
    here.close();
  }

  private Notifier notifier(String name) {
    return new Notifier() {
      @Override
      public Receipt send(Notice notice) {
        crash.point("before " + name);
        if (random.nextDouble() < failing) {
          throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));
        }
        arrived.add(new Arrival(name, notice));
        crash.point("after " + name);
        return new Receipt("", here.clock.instant());
      }

      @Override
      public void close() {}
    };
  }

  /** A process that has just been started. */
  private RotationTracker process() {
    here.storeWrapper = crash::around;
    return here.tracker(Map.of("mail", notifier("mail"), "pager", notifier("pager")));
  }

  private int duplicates() {
    Set<String> ids = new HashSet<>();
    arrived.forEach(arrival -> ids.add(arrival.notice().id()));
    return arrived.size() - ids.size();
  }

  private void assertOneIdForEachOccasion() {
    Map<String, Set<String>> ids = new TreeMap<>();
    for (Arrival arrival : arrived) {
      ids.computeIfAbsent(
              arrival.notifier() + " " + arrival.notice().occasion(), key -> new HashSet<>())
          .add(arrival.notice().id());
    }
    assertThat(ids).allSatisfy((occasion, set) -> assertThat(set).hasSize(1));
  }

  private boolean hasArrived(String notifier, Rung rung) {
    return arrived.stream()
        .anyMatch(
            arrival ->
                arrival.notifier().equals(notifier)
                    && arrival.notice().occasion().equals(rung.key()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noReminderOfTheLastWeekIsMissedAndADeathRepeatsAtMostOne(int seed) {
    random = new Random(seed);
    failing = 0.1;
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    double downtime = random.nextDouble() * 0.5;

    Map<Rung, Integer> minutesUp = new HashMap<>();
    RotationTracker process = process();
    Optional<Instant> lastSweep = Optional.empty();
    Instant switching = START.plus(days(1 - downtime));
    boolean up = true;
    int weeks = 0;
    int deaths = 0;
    boolean deathIsNear = false;
    for (Instant now = START; now.isBefore(END); now = now.plusSeconds(60)) {
      if (now.isAfter(START.plus(Duration.ofDays(7L * weeks)))) {
        weeks++;
        deathIsNear = true;
      }
      if (now.isAfter(switching)) {
        up = !up;
        switching = now.plus(days(up ? 1 - downtime : downtime));
        lastSweep = Optional.empty();
      }
      if (!up) {
        continue;
      }
      count(now, minutesUp);
      Instant planned = Optional.ofNullable(here.armed.get(APP)).map(WakePlan::wakeAt).orElse(now);
      Instant moment = now;
      boolean swept = lastSweep.map(last -> last.plus(HOUR).isAfter(moment)).orElse(false);
      if (planned.isAfter(now) && swept) {
        continue;
      }
      here.clock.set(now);
      int fatal = deathIsNear ? 1 + random.nextInt(12) : 0;
      crash.dieAt(point -> point == fatal);
      try {
        process.check(APP);
        lastSweep = Optional.of(now);
      } catch (Crash e) {
        deaths++;
        deathIsNear = false;
        process = process();
        lastSweep = Optional.empty();
      }
    }

    assertThat(deaths).isGreaterThan(3);
    assertThat(minutesUp).isNotEmpty();
    minutesUp.forEach(
        (rung, minutes) -> {
          if (minutes >= MINUTES_TO_TELL) {
            assertThat(hasArrived("mail", rung)).as("%s by mail", rung).isTrue();
            assertThat(hasArrived("pager", rung)).as("%s by pager", rung).isTrue();
          }
        });
    assertThat(duplicates()).isLessThanOrEqualTo(deaths);
    assertOneIdForEachOccasion();
  }

  /** How long a process was there to tell each reminder of the last week. */
  private void count(Instant now, Map<Rung, Integer> minutesUp) {
    if (now.isAfter(END.minus(Duration.ofDays(7)))) {
      new Ladder(RotationPolicy.DEFAULT, here.record().current(), Optional.empty())
          .latestLoudDue(now)
          .map(Ladder.Due::rung)
          .filter(rung -> rung.compareTo(Rung.day(173)) >= 0)
          .ifPresent(rung -> minutesUp.merge(rung, 1, Integer::sum));
    }
  }

  /** A random time of about so many days. */
  private Duration days(double mean) {
    return Duration.ofSeconds((long) (-Math.log(1 - random.nextDouble()) * mean * 86_400));
  }

  @Test
  void whereverItDiesAroundASendNothingIsLostAndAtMostOneIsRepeated() {
    int points = pointsOfACheck();
    assertThat(points).isGreaterThan(8);
    for (int fatal = 1; fatal <= points; fatal++) {
      ReminderLifeTest life = new ReminderLifeTest();
      life.dieOnce(fatal);
      assertThat(life.hasArrived("mail", Rung.day(150))).as("point %s", fatal).isTrue();
      assertThat(life.hasArrived("pager", Rung.day(150))).as("point %s", fatal).isTrue();
      assertThat(life.duplicates()).as("point %s", fatal).isLessThanOrEqualTo(1);
      life.assertOneIdForEachOccasion();
      life.close();
    }
  }

  private int pointsOfACheck() {
    ReminderLifeTest life = new ReminderLifeTest();
    life.here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    life.here.clock.advance(Duration.ofDays(150));
    life.crash.dieAt(point -> false);
    life.process().check(APP);
    life.close();
    return life.crash.passed();
  }

  private void dieOnce(int fatal) {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    here.clock.advance(Duration.ofDays(150));
    crash.dieAt(point -> point == fatal);
    RotationTracker dying = process();
    assertThatThrownBy(() -> dying.check(APP)).isInstanceOf(Crash.class);
    crash.dieAt(point -> false);
    for (int minutes = 0; minutes < 12; minutes += 6) {
      process().check(APP);
      here.clock.advance(Duration.ofMinutes(6));
    }
    process().check(APP);
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 100", "7, 40"})
  void twoProcessesOnOneStoreTellEachReminderOnce(int seed, int fromDay) {
    random = new Random(seed);
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    List<RotationTracker> processes = List.of(process(), process());
    for (Instant now = START.plus(Duration.ofDays(fromDay));
        now.isBefore(END);
        now = now.plus(Duration.ofMinutes(17))) {
      here.clock.set(now);
      for (RotationTracker process : processes) {
        if (random.nextBoolean()) {
          process.check(APP);
        }
      }
    }

    assertThat(duplicates()).isZero();
    assertThat(arrived).hasSizeGreaterThan(10);
  }
}
