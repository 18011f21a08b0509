// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 180 days are 15,552,000 seconds, wherever and whenever they begin. */
class DueDateTest {

  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2033-01-01T00:00:00Z");
  private static final long LIFE = 15_552_000;

  private final TimeZone zoneBefore = TimeZone.getDefault();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zoneBefore);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Apia"
      })
  void everyHourOfNineYearsIsDueToTheSecond(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    int starts = 0;
    for (Instant start = FROM; start.isBefore(TO); start = start.plus(Duration.ofHours(1))) {
      Instant local = ZonedDateTime.ofInstant(start, zone).toInstant();
      Expiry expiry = Expiry.ofIssue(local, RotationPolicy.DEFAULT.lifetime(), Provenance.DECLARED);
      if (expiry.expiresAt().getEpochSecond() != start.getEpochSecond() + LIFE
          || !Expiry.ofEnd(
                  expiry.expiresAt(), RotationPolicy.DEFAULT.lifetime(), Provenance.DECLARED)
              .issuedAt()
              .equals(start)) {
        throw new AssertionError(zone + " " + start + " is due at " + expiry.expiresAt());
      }
      starts++;
    }
    assertThat(starts).isEqualTo(78_912);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"})
  void everyRungIsOnAWorkingDayAtItsTimeAndNeverLate(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    RotationPolicy policy = Policies.inZone(zone);
    // 25 hours, so that every hour of the day and every day of the week comes round
    for (Instant start = FROM; start.isBefore(TO); start = start.plus(Duration.ofHours(25))) {
      TrackedSecret secret = tracked(policy, start);
      for (Ladder.Due due : new Ladder(policy, secret, Optional.empty()).days()) {
        Instant exact = start.plus(Duration.ofDays(due.rung().number()));
        ZonedDateTime local = due.at().atZone(zone);
        assertThat(due.at()).as("%s %s", start, due).isBeforeOrEqualTo(exact);
        // at most the rest of a day and a weekend, and a day put back in autumn
        assertThat(Duration.between(due.at(), exact)).isLessThanOrEqualTo(Duration.ofHours(73));
        assertThat(local.getDayOfWeek().getValue()).isLessThanOrEqualTo(5);
        assertThat(local.getHour()).isEqualTo(9);
        assertThat(local.getMinute()).isZero();
      }
    }
  }

  @Test
  void theStateChangesAtTheExactSecond() {
    for (String start :
        List.of(
            "2024-02-29T23:59:59Z",
            "2026-03-29T00:59:59Z",
            "2026-10-25T01:00:00Z",
            "2027-12-31T23:59:59Z")) {
      Instant issued = Instant.parse(start);
      EngineRun run = EngineRun.declared(issued);
      Instant due = issued.plusSeconds(LIFE);

      assertThat(run.status(due.minusMillis(1)).state()).isEqualTo(State.DUE);
      assertThat(run.status(due.minusMillis(1)).secret().daysLeft()).hasValue(0);
      assertThat(run.status(due).state()).isEqualTo(State.EXPIRED);
      assertThat(run.status(due).secret().daysLeft()).hasValue(0);
      assertThat(run.status(due.plusMillis(1)).secret().daysLeft()).hasValue(-1);
    }
  }

  @Test
  void rotationIsDueThirtyDaysBeforeTheEnd() {
    Instant issued = FROM;
    EngineRun run = EngineRun.declared(issued);
    Instant day150 = issued.plus(Duration.ofDays(150));

    assertThat(run.status(day150.minusMillis(1)).state()).isEqualTo(State.FRESH);
    assertThat(run.status(day150).state()).isEqualTo(State.DUE);
  }

  @Test
  void daysLeftAreNeverTooHopeful() {
    Expiry expiry = Expiry.ofIssue(FROM, Duration.ofDays(180), Provenance.DECLARED);
    Instant monthBefore = expiry.expiresAt().minus(Duration.ofDays(30));

    assertThat(expiry.daysLeft(monthBefore.minusMillis(1))).isEqualTo(30);
    assertThat(expiry.daysLeft(monthBefore)).isEqualTo(30);
    assertThat(expiry.daysLeft(monthBefore.plusMillis(1))).isEqualTo(29);
    assertThat(expiry.ageDays(FROM.plus(Duration.ofDays(1)).minusMillis(1))).isZero();
    assertThat(expiry.ageDays(FROM.minusMillis(1))).isEqualTo(-1);
  }

  @Test
  void holidaysAreFreeDays() {
    LocalDate friday = LocalDate.of(2026, 11, 27);
    RotationPolicy policy = Policies.withHolidays(friday, friday.minusDays(1));
    Instant saturday = Instant.parse("2026-11-28T12:00:00Z");

    Instant at = rung(policy, saturday.minus(Duration.ofDays(150)), 150);

    assertThat(at).isEqualTo("2026-11-25T09:00:00Z");
  }

  @Test
  void withoutSnappingAFreeDayIsADayLikeAnother() {
    Instant saturday = Instant.parse("2026-11-28T12:00:00Z");

    Instant at = rung(Policies.withoutSnapping(), saturday.minus(Duration.ofDays(150)), 150);

    assertThat(at).isEqualTo("2026-11-28T09:00:00Z");
  }

  @Test
  void ofTwoRungsOnOneDayTheLaterStays() {
    // day 177 is a Saturday, 178 a Sunday: both snap to Friday
    Instant sunday = Instant.parse("2026-11-29T12:00:00Z");
    Instant issued = sunday.minus(Duration.ofDays(178));

    List<Ladder.Due> days =
        new Ladder(
                RotationPolicy.DEFAULT, tracked(RotationPolicy.DEFAULT, issued), Optional.empty())
            .days();

    assertThat(days).extracting(due -> due.rung().key()).doesNotContain("177").contains("178");
    assertThat(days.get(days.size() - 2).at()).isEqualTo("2026-11-27T09:00:00Z");
  }

  private static Instant rung(RotationPolicy policy, Instant issued, int day) {
    return new Ladder(policy, tracked(policy, issued), Optional.empty())
        .days().stream()
            .filter(due -> due.rung().equals(Rung.day(day)))
            .findFirst()
            .orElseThrow()
            .at();
  }

  private static TrackedSecret tracked(RotationPolicy policy, Instant issued) {
    return new TrackedSecret(
        EngineRun.FIRST,
        "1",
        issued,
        Optional.of(Expiry.ofIssue(issued, policy.lifetime(), Provenance.DECLARED)));
  }
}
