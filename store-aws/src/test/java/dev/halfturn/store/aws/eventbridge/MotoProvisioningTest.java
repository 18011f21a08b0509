// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.testbed.aws.Moto;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same with the emulator, whose schedules never fire. */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoProvisioningTest extends ProvisioningContract {

  private static Moto moto;

  private AwsCall aws;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void makeWhatIsNotOurs() {
    moto.reset();
    aws = new AwsCall(new AwsAccess("test", Bed.config(queue(), endpoint(), Map.of())));
    aws.write("sqs", "AmazonSQS.CreateQueue", Map.of("QueueName", "wake-ups"));
    aws.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=reminders");
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
            + "\"scheduler.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";
    aws.form(
        "iam",
        "Action=CreateRole&Version=2010-05-08&RoleName=halfturn-scheduler&AssumeRolePolicyDocument="
            + URLEncoder.encode(trust, StandardCharsets.UTF_8));
  }

  @Override
  URI endpoint() {
    return moto.endpoint();
  }

  @Override
  String account() {
    return Moto.ACCOUNT;
  }

  @Test
  void aScheduleIsDefinedAsPlannedAndTakenAway() {
    provision(Task.APPLY, false);
    try (ExpiryScheduler scheduler =
        Bed.open(queue(), endpoint(), Bed.context(SettableClock.at("2026-03-01T12:00:00Z")))) {
      scheduler.arm("erp", new WakePlan(Instant.parse("2026-05-30T09:00:00Z"), Optional.empty()));
      Map<String, Object> schedule = schedule();
      assertThat(schedule)
          .containsEntry("ScheduleExpression", "at(2026-05-30T09:00:00)")
          .containsEntry("ActionAfterCompletion", "DELETE");
      assertThat((Map<?, ?>) schedule.get("Target"))
          .extracting("Input")
          .isEqualTo("{\"app\":\"erp\",\"source\":\"halfturn\"}");

      scheduler.arm("erp", new WakePlan(Instant.parse("2026-06-14T09:00:00Z"), Optional.empty()));
      assertThat(schedule()).containsEntry("ScheduleExpression", "at(2026-06-14T09:00:00)");
      scheduler.disarm("erp");
      scheduler.disarm("erp");
    }

    assertThat(
            aws.rest("scheduler", "GET", "/schedules?ScheduleGroup=halfturn", Map.of())
                .get("Schedules"))
        .isEqualTo(List.of());
  }

  private Map<String, Object> schedule() {
    return aws.rest("scheduler", "GET", "/schedules/halfturn-erp?groupName=halfturn", Map.of());
  }
}
