// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testbed.aws.AwsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBridgeSchedulerTest {

  private final Bed bed = Bed.prepared();
  private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    bed.close();
  }

  private static WakePlan at(Instant moment) {
    return new WakePlan(moment, Optional.empty());
  }

  private WakePlan in(Duration time) {
    return at(bed.clock.instant().plus(time));
  }

  private String next() throws InterruptedException {
    return woken.poll(20, TimeUnit.SECONDS);
  }

  private List<String> calls() {
    return bed.aws.requests().stream()
        .filter(request -> request.service().equals("scheduler"))
        .map(AwsRequest::method)
        .toList();
  }

  @Test
  void aScheduleFiresOnceTellsWhomItWakesAndVanishes() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", at(Instant.parse("2026-05-30T09:14:07.001Z")));
    }

    Map<String, Object> schedule = bed.schedules.schedules("halfturn").get("halfturn-erp");
    assertThat(schedule)
        .containsEntry("ScheduleExpression", "at(2026-05-30T09:14:08)")
        .containsEntry("ScheduleExpressionTimezone", "UTC")
        .containsEntry("FlexibleTimeWindow", Map.of("Mode", "OFF"))
        .containsEntry("ActionAfterCompletion", "DELETE")
        .containsEntry("State", "ENABLED")
        .containsEntry("GroupName", "halfturn")
        .containsEntry(
            "Target",
            Map.of(
                "Arn", Bed.FUNCTION.text(),
                "RoleArn", Bed.ROLE.text(),
                "Input", "{\"app\":\"erp\",\"source\":\"halfturn\"}"));
    assertThat((String) schedule.get("ClientToken")).matches("[0-9a-zA-Z-_]{1,64}");
  }

  @Test
  void aPlanThatDiffersTakesThePlaceOfTheEarlierOneAndTheSameCostsNoCall() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", at(Instant.parse("2026-05-30T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-05-30T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-06-14T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-06-14T09:00:00Z")));
    }

    assertThat(calls()).containsExactly("POST", "POST", "PUT");
    assertThat(bed.schedules.schedules("halfturn").get("halfturn-erp"))
        .containsEntry("ScheduleExpression", "at(2026-06-14T09:00:00)");
  }

  @Test
  void whatIsDueFiresInAMinuteAndIsNotPutOffByAskingAgain() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofDays(-3)));
      bed.clock.advance(Duration.ofSeconds(30));
      scheduler.arm("erp", in(Duration.ZERO));
      scheduler.arm("erp", at(Instant.MIN));
    }

    assertThat(calls()).containsExactly("POST");
    assertThat(bed.schedules.schedules("halfturn").get("halfturn-erp"))
        .containsEntry("ScheduleExpression", "at(2026-03-01T12:01:00)");
  }

  @Test
  void whatHasFiredIsArmedAgain() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofMinutes(5)));
      bed.clock.advance(Duration.ofMinutes(5));
      bed.schedules.fireDue();
      scheduler.arm("erp", in(Duration.ofMinutes(5)));
    }

    assertThat(bed.schedules.schedules("halfturn").get("halfturn-erp"))
        .containsEntry("ScheduleExpression", "at(2026-03-01T12:10:00)");
  }

  @Test
  void aPlanForEverLiesAYearAhead() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", at(Instant.MAX));
      bed.clock.advance(Duration.ofHours(1));
      scheduler.arm("erp", at(Instant.MAX));
    }

    assertThat(calls()).containsExactly("POST");
    assertThat(bed.schedules.schedules("halfturn").get("halfturn-erp"))
        .containsEntry("ScheduleExpression", "at(2027-03-01T00:00:00)");
  }

  @Test
  void aMessageWakesAndIsTakenAwayAfterwards() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.QUEUE)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
      bed.clock.advance(Duration.ofMinutes(10));
      bed.schedules.fireDue();

      assertThat(next()).isEqualTo("erp");
      bed.sqs.await(queue -> queue.left().isEmpty());
    }
  }

  @Test
  void aMessageWhoseWakeUpFailedComesAgain() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.QUEUE)) {
      scheduler.start(
          app -> {
            woken.add(app);
            if (bed.sqs.left().size() == 1) {
              bed.sqs.send("{}"); // seen only after the first
              throw new IllegalStateException("thrown on purpose");
            }
          });
      bed.sqs.send(WakeUpText.of("erp"));
      assertThat(next()).isEqualTo("erp");
      bed.sqs.await(queue -> queue.received() == 2);
      assertThat(bed.sqs.deleted()).isZero();

      bed.sqs.showAgain();
      assertThat(next()).isEqualTo("erp");
      bed.sqs.await(queue -> queue.deleted() == 1);
      assertThat(bed.sqs.left()).containsExactly("{}");
    }
  }

  @Test
  void whatIsNoWakeUpIsLeftInTheQueue() {
    String newSecret = "{\"notificationType\":\"APPLICATION_OAUTH_CLIENT_NEW_SECRET\"}";
    List<String> foreign =
        List.of(
            newSecret,
            "no JSON",
            "[]",
            "{\"app\":\"erp\"}",
            "{\"app\":\"a\\nb\",\"source\":\"halfturn\"}",
            "{\"app\":7,\"source\":\"halfturn\"}");
    try (ExpiryScheduler scheduler = bed.open(Bed.QUEUE)) {
      scheduler.start(woken::add);
      foreign.forEach(bed.sqs::send);
      bed.sqs.send(WakeUpText.of("erp"));
      bed.sqs.await(queue -> queue.deleted() == 1);
    }

    assertThat(bed.sqs.left()).isEqualTo(foreign);
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void everybodyIsWokenEachHourWithoutACall() throws InterruptedException {
    try (ExpiryScheduler scheduler = bed.open(Bed.QUEUE)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(90)));
      bed.clock.advance(Duration.ofMinutes(59));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(next()).isEqualTo("other");

      bed.clock.advance(Duration.ofMinutes(1));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(List.of(next(), next())).containsExactlyInAnyOrder("erp", "other");
    }

    assertThat(calls()).containsExactly("POST");
  }

  @Test
  void aFunctionIsWokenByAwsAndNotByThisProcess() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(-1)));
    }

    assertThat(bed.aws.requests()).allMatch(request -> request.service().equals("scheduler"));
    assertThat(woken).isEmpty();
  }

  @Test
  void aScheduleIsTakenAwayOnceAndIsNotMissed() {
    try (ExpiryScheduler scheduler = bed.open(Bed.FUNCTION)) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      scheduler.disarm("erp");
      scheduler.disarm("erp");
      assertThat(bed.schedules.schedules("halfturn")).isEmpty();

      scheduler.arm("erp", in(Duration.ofDays(1)));
      assertThat(bed.schedules.schedules("halfturn")).hasSize(1);
    }
  }

  @Test
  void aGroupThatIsNotThereSaysHowItIsMade() {
    try (ExpiryScheduler scheduler =
        new EventBridgeSchedulerFactory()
            .open(
                Bed.config(Bed.FUNCTION, bed.aws.endpoint(), Map.of("group", "other")),
                Bed.context(bed.clock))) {
      WakePlan plan = in(Duration.ofDays(1));
      assertThatThrownBy(() -> scheduler.arm("erp", plan))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(failure)
                    .hasMessage("scheduler 'tested' finds no group of schedules 'other'");
                assertThat(failure.problem().hint()).hasValue("make it: halfturn scheduler apply");
              });
    }
  }

  @Test
  void schedulesHaveLegalNamesAndNoTwoApplicationsTheSame() {
    String longest = "a".repeat(64 - "halfturn-".length());
    assertThat(ScheduleName.of("erp-na")).isEqualTo("halfturn-erp-na");
    assertThat(ScheduleName.of(longest)).isEqualTo("halfturn-" + longest);
    assertThat(List.of(ScheduleName.of(longest + "b"), ScheduleName.of(longest + "c")))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("halfturn-_[0-9a-f]{40}"));
  }
}
