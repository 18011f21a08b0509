// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationStatus.Knowledge;
import dev.halfturn.spi.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who tells which reminder, and when it counts as told. */
class AudienceTest {

  private static final Instant START = Instant.parse("2026-07-06T09:00:00Z");

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static EngineRun run(
      Map<Integer, Set<String>> routes, Map<String, Set<String>> groups, String... broken) {
    Audience audience = new Audience(new TreeMap<>(routes), new TreeMap<>(groups));
    EngineRun run =
        EngineRun.declared(Policies.with(ReminderPolicy.DEFAULT.withAudience(audience)), START);
    run.notifiers = new TreeSet<>(List.of("chat", "mail", "pager"));
    run.broken.addAll(List.of(broken));
    return run;
  }

  private static Knowledge knowledge(EngineRun run, int day, Instant at) {
    return run.status(at).ladder().stream()
        .filter(rung -> rung.rung().equals(Rung.day(day)))
        .findFirst()
        .orElseThrow()
        .knowledge();
  }

  private static List<String> conditions(EngineRun run, Instant at) {
    return run.status(at).conditions().stream().map(Condition::type).distinct().toList();
  }

  @Test
  void aRouteNamesWhoTellsFromADayOn() {
    EngineRun run = run(Map.of(150, Set.of("chat"), 165, Set.of("mail", "pager")), Map.of());

    run.poll(day(151));
    run.poll(day(166));

    assertThat(run.told).containsExactly("chat:150", "mail:165", "pager:165");
  }

  @Test
  void inTheLastWeekEverybodyTells() {
    EngineRun run = run(Map.of(150, Set.of("chat")), Map.of());

    run.poll(day(173));

    assertThat(run.told).containsExactly("chat:173", "mail:173", "pager:173");
  }

  @Test
  void whereOneOfARouteGivesUpTheOthersTell() {
    EngineRun run = run(Map.of(150, Set.of("chat")), Map.of(), "chat");

    run.poll(day(151));
    run.poll(day(151).plusSeconds(10));

    assertThat(run.told).containsExactly("mail:150", "pager:150");
    assertThat(knowledge(run, 150, day(152))).isEqualTo(Knowledge.TOLD);
    assertThat(conditions(run, day(152))).containsExactly(Condition.NOTIFIER_BROKEN);
  }

  @Test
  void whereOneOfARouteFailsForTheThirdTimeTheOthersTell() {
    EngineRun run = run(Map.of(150, Set.of("chat")), Map.of());
    run.delivering = false;
    run.poll(day(151));
    Delivery failing = Delivery.planned(Rung.day(150), day(151));
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(run.decide(day(151)).sends()).allMatch(send -> send.notifier().equals("chat"));
      failing = failing.attempted(day(151)).failed(ErrorCode.TIMEOUT, day(151));
      run.record = Optional.of(run.record().withDelivery("chat", failing));
    }

    assertThat(run.decide(day(151)).sends())
        .extracting(RotationDecision.Send::notifier)
        .containsExactly("mail", "pager");
  }

  @Test
  void oneThatGotThroughSufficesBeforeTheLastWeek() {
    EngineRun run = run(Map.of(), Map.of(), "mail", "pager");

    run.poll(day(151));

    assertThat(knowledge(run, 150, day(152))).isEqualTo(Knowledge.TOLD);
    assertThat(conditions(run, day(152))).doesNotContain(Condition.NOT_TOLD);
  }

  @Test
  void ofEachGroupOneHasToGetThrough() {
    Map<String, Set<String>> groups =
        Map.of("office", Set.of("mail", "chat"), "duty", Set.of("pager"));
    EngineRun good = run(Map.of(), groups, "chat");
    EngineRun bad = run(Map.of(), groups, "pager");

    good.poll(day(151));
    bad.poll(day(151));

    assertThat(knowledge(good, 150, day(152))).isEqualTo(Knowledge.TOLD);
    assertThat(conditions(good, day(152))).doesNotContain(Condition.NOT_TOLD);
    assertThat(knowledge(bad, 150, day(152))).isEqualTo(Knowledge.OPEN);
    assertThat(conditions(bad, day(152))).contains(Condition.NOT_TOLD);
  }

  @Test
  void aGroupOfWhichARouteHasNobodyTellsAsWell() {
    EngineRun run =
        run(
            Map.of(150, Set.of("chat")),
            Map.of("office", Set.of("mail", "chat"), "duty", Set.of("pager")));

    run.poll(day(151));

    assertThat(run.told).containsExactly("chat:150", "pager:150");
    assertThat(knowledge(run, 150, day(152))).isEqualTo(Knowledge.TOLD);
  }

  @Test
  void inTheLastWeekEachHasToGetThrough() {
    EngineRun run = run(Map.of(), Map.of(), "pager");

    run.poll(day(173));

    assertThat(knowledge(run, 173, day(174))).isEqualTo(Knowledge.OPEN);
    assertThat(conditions(run, day(174)))
        .containsExactly(Condition.NOTIFIER_BROKEN, Condition.NOT_TOLD);
  }

  @Test
  void whatIsStillBeingTriedIsNotYetUndeliverable() {
    EngineRun run = run(Map.of(), Map.of());
    run.delivering = false;

    run.poll(day(151));

    assertThat(knowledge(run, 150, day(151))).isEqualTo(Knowledge.OPEN);
    assertThat(conditions(run, day(151))).isEmpty();
  }

  @Test
  void theLadderShowsWhatWasToldWhatWasSkippedAndWhatIsToCome() {
    EngineRun run = run(Map.of(), Map.of());
    run.poll(day(151));
    run.poll(day(176));

    assertThat(run.status(day(176)).ladder())
        .extracting(rung -> rung.rung() + " " + rung.knowledge())
        .containsExactly(
            "90 QUIET",
            "120 QUIET",
            "150 TOLD",
            "165 SKIPPED",
            "173 SKIPPED",
            "175 TOLD",
            "177 COMING",
            "178 COMING",
            "179 COMING");
  }
}
