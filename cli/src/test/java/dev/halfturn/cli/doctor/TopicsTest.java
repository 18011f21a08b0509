// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.doctor.Finding.Level;
import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is judged without looking at anything. */
class TopicsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, OK, agrees with Amazon's",
    "PT1S, OK, agrees with Amazon's",
    "PT5M, OK, 300 s ahead of Amazon's",
    "PT-5M, OK, 300 s behind Amazon's",
    "PT5M1S, WARNING, 301 s ahead of Amazon's",
    "PT-24H, WARNING, 86400 s behind Amazon's",
    "PT-24H-1S, FAILURE, 86401 s behind Amazon's",
  })
  void theClockIsComparedWithAmazons(Duration ahead, Level level, String text) {
    Finding clock = AmazonTopic.clock(Optional.of(NOW.minus(ahead)), NOW);

    assertThat(clock.level()).isEqualTo(level);
    assertThat(clock.text()).isEqualTo(text);
    assertThat(clock.advice().isPresent()).isEqualTo(level != Level.OK);
  }

  @Test
  void aClockThatCannotBeComparedIsAWarning() {
    assertThat(AmazonTopic.clock(Optional.empty(), NOW).level()).isEqualTo(Level.WARNING);
  }

  @Test
  void theUsualLadderTellsInTime() {
    Finding ladder = LadderTopic.judge(RotationPolicy.DEFAULT);

    assertThat(ladder.level()).isEqualTo(Level.OK);
    assertThat(ladder.findings())
        .extracting(Finding::text)
        .containsExactly(
            "9, 2 quiet; last on day 179 of 180",
            "first told on day 150, 23 days before day 173",
            "from day 150, no longer harmless to wait from day 173");
  }

  @Test
  void aLadderThatTellsTooLateIsAWarning() {
    RotationPolicy late =
        RotationPolicy.DEFAULT.withReminders(
            ReminderPolicy.DEFAULT.withLadder(new TreeSet<>(List.of(150, 173)), Set.of(150)));

    assertThat(LadderTopic.judge(late).level()).isEqualTo(Level.WARNING);
  }

  @Test
  void whatAStoreSaysOfItselfIsPassedOn() {
    KeySlot key = new KeySlot("a", "key", "256 random bits", true);
    StoreReport sound = new StoreReport("/s", "id", 3, 5, List.of(key), List.of());
    StoreReport doubtful =
        new StoreReport(
            "/s", "id", 3, 5, List.of(key), List.of(new StoreCondition("HWM_LOST", "is missing")));

    Finding source = Finding.ok("key", "from key-file");
    assertThat(StoreTopic.judge("file", sound, source).findings())
        .extracting(Finding::text)
        .containsExactly(
            "/s, generation 3, 5 entries",
            "from key-file",
            "1 slot; in use: key, 256 random bits",
            "modes, previous generation and rollback mark are in order");
    assertThat(StoreTopic.judge("file", doubtful, source).level()).isEqualTo(Level.WARNING);
    assertThat(StoreTopic.judge("file", doubtful, source).findings())
        .extracting(Finding::text)
        .contains("HWM_LOST: is missing");
  }

  @Test
  void withoutANotifierNobodyIsTold() {
    assertThat(NotifiersTopic.judge(List.of(), List.of()).level()).isEqualTo(Level.FAILURE);
    assertThat(NotifiersTopic.judge(List.of("log"), List.of()).advice()).isPresent();
    assertThat(NotifiersTopic.judge(List.of("mail"), List.of()).level()).isEqualTo(Level.WARNING);
  }
}
