// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Reminders that are not about the end of the current client secret. */
class OtherOccasionsTest {

  // a Wednesday
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final EngineRun run = EngineRun.declared(START);

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private List<String> told(Instant from, Instant to) {
    run.told.clear();
    for (Instant now = from; now.isBefore(to); now = now.plus(Duration.ofHours(1))) {
      run.poll(now);
    }
    return List.copyOf(run.told);
  }

  @Nested
  class AnOldSecretThatIsStillUsed {

    @BeforeEach
    void rotate() {
      run.poll(START);
      run.replaceSecret(EngineRun.SECOND, "2", day(10));
      run.poll(day(10));
    }

    @Test
    void isToldOnDaysOneFourAndSix() {
      for (int hour = 0; hour < 24 * 8; hour++) {
        Instant now = day(10).plus(Duration.ofHours(hour));
        run.stragglers.put("nightly-job", now);
        run.poll(now);
      }

      assertThat(run.told).containsExactly("mail:overlap-1", "mail:overlap-4", "mail:overlap-6");
      assertThat(run.status(day(16)).overlap().orElseThrow().stillUsedBy())
          .extracting(RotationStatus.Straggler::consumer)
          .containsExactly("nightly-job");
    }

    @Test
    void isNotToldOnceNobodyUsesIt() {
      run.stragglers.put("nightly-job", day(10).plus(Duration.ofHours(2)));

      assertThat(told(day(10), day(18))).containsExactly("mail:overlap-1");
      assertThat(run.status(day(13)).overlap().orElseThrow().stillUsedBy()).isEmpty();
    }

    @Test
    void isNotToldOfUsesBeforeTheRotation() {
      run.stragglers.put("nightly-job", day(9));

      assertThat(told(day(10), day(18))).isEmpty();
    }

    @Test
    void isNotToldAfterItHasEnded() {
      run.stragglers.put("nightly-job", day(18));

      run.poll(day(18));

      assertThat(run.told).isEmpty();
    }

    @Test
    void wakesForTheNextDay() {
      run.stragglers.put("nightly-job", day(12));

      assertThat(run.poll(day(12)).wake().wakeAt()).isEqualTo(day(14));
    }
  }

  @Nested
  class AuthorizationsOfSellers {

    @Test
    void areToldOnTheDaysOfTheirLadder() {
      run.authorizations.put("acme", day(45));

      assertThat(told(START, day(60)))
          .containsExactly(
              "mail:sellers-" + START.plus(Duration.ofDays(15)).getEpochSecond() / 86400,
              "mail:sellers-" + day(30).getEpochSecond() / 86400,
              "mail:sellers-" + day(37).getEpochSecond() / 86400,
              "mail:sellers-" + day(42).getEpochSecond() / 86400,
              "mail:sellers-" + day(44).getEpochSecond() / 86400);
    }

    @Test
    void ofManySellersAreOneNoticeADay() {
      for (int i = 0; i < 50; i++) {
        run.authorizations.put("seller-" + i, day(45).plusSeconds(i));
      }

      assertThat(told(START, day(60))).hasSize(5);
      assertThat(run.status(day(40)).authorizations()).hasSize(50);
    }

    @Test
    void thatEndLaterAreNotShown() {
      run.authorizations.put("acme", day(200));

      assertThat(run.status(day(10)).authorizations()).isEmpty();
    }

    @Test
    void areNotToldOnceMoreBecauseTheSecretWasRotated() {
      run.authorizations.put("acme", day(45));
      told(START, day(20));
      run.replaceSecret(EngineRun.SECOND, "2", day(20));

      assertThat(told(day(20), day(29))).isEmpty();
    }

    @Test
    void areForgottenAWeekAfterTheirEnd() {
      run.authorizations.put("acme", day(5));
      run.poll(day(12));

      assertThat(run.told).isEmpty();
      assertThat(run.status(day(12)).authorizations()).isEmpty();
    }
  }
}
