// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when AWS refuses, or the network loses something. */
class EventBridgeFaultsTest {

  private final Bed bed = Bed.prepared();
  private final FaultProxy network = new FaultProxy(bed.aws.port());
  private final ExpiryScheduler scheduler =
      Bed.open(Bed.FUNCTION, network.endpoint(), Bed.context(bed.clock));
  private final WakePlan tomorrow =
      new WakePlan(bed.clock.instant().plus(Duration.ofDays(1)), Optional.empty());
  private final WakePlan later =
      new WakePlan(bed.clock.instant().plus(Duration.ofDays(2)), Optional.empty());

  @AfterEach
  void stop() {
    scheduler.close();
    network.close();
    bed.close();
  }

  private String expression() {
    return (String)
        bed.schedules.schedules("halfturn").get("halfturn-erp").get("ScheduleExpression");
  }

  private List<String> methods() {
    return bed.aws.requests().stream().map(AwsRequest::method).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void anAnswerLostOnTheWayMakesNeitherTwoSchedulesNorNone(Fault fault) {
    network.once(fault);
    scheduler.arm("erp", tomorrow);
    assertThat(expression()).isEqualTo("at(2026-03-02T12:00:00)");

    network.plan(connection -> connection == 1 ? fault : Fault.NONE); // the update
    scheduler.arm("erp", later);
    assertThat(expression()).isEqualTo("at(2026-03-03T12:00:00)");
    assertThat(bed.schedules.schedules("halfturn")).hasSize(1);

    network.once(fault);
    scheduler.disarm("erp");
    assertThat(bed.schedules.schedules("halfturn")).isEmpty();
  }

  @Test
  void aPlanOfWhichNobodyKnowsWhatBecameIsMadeAgain() {
    network.plan(connection -> Fault.ANSWER_LOST);
    assertFails(ErrorCode.UNAVAILABLE, "scheduler 'tested' cannot reach EventBridge Scheduler");

    network.plan(connection -> Fault.NONE);
    scheduler.disarm("erp");
    scheduler.arm("erp", tomorrow);
    assertThat(expression()).isEqualTo("at(2026-03-02T12:00:00)");
  }

  @Test
  void anEarlierPlanIsNotTakenForTheOneThatFailed() {
    scheduler.arm("erp", tomorrow);
    network.plan(connection -> connection > 0 ? Fault.ANSWER_LOST : Fault.NONE);
    assertThatThrownBy(() -> scheduler.arm("erp", later)).isInstanceOf(HalfturnException.class);

    network.plan(connection -> Fault.NONE);
    scheduler.arm("erp", tomorrow);
    assertThat(expression()).isEqualTo("at(2026-03-02T12:00:00)");
  }

  @Test
  void aServerThatBreaksDownIsAskedOnceMore() {
    List<AwsRequest> calls = new ArrayList<>();
    bed.aws.refuses(
        request -> {
          calls.add(request);
          return calls.size() == 1
              ? Optional.of(new AwsError(500, "InternalServerException", "oops"))
              : Optional.empty();
        });
    scheduler.arm("erp", tomorrow);

    assertThat(methods()).containsExactly("POST", "POST");
    assertThat(calls.get(0).json()).isEqualTo(calls.get(1).json());
  }

  @Test
  void throttlingIsWaitedFor() {
    List<AwsRequest> calls = new ArrayList<>();
    bed.aws.refuses(
        request -> {
          calls.add(request);
          return calls.size() == 1
              ? Optional.of(new AwsError(429, "ThrottlingException", "Rate exceeded"))
              : Optional.empty();
        });
    scheduler.arm("erp", tomorrow);

    assertThat(expression()).isEqualTo("at(2026-03-02T12:00:00)");
  }

  @Test
  void whatIsNotAllowedIsSaidAndNotRepeated() {
    bed.aws.refuses(request -> Optional.of(new AwsError(403, "AccessDeniedException", "no")));
    assertFails(
        ErrorCode.PERMISSION_DENIED,
        "EventBridge Scheduler refused scheduler 'tested': AccessDeniedException");

    assertThat(methods()).hasSize(1);
  }

  private void assertFails(ErrorCode code, String message) {
    assertThatThrownBy(() -> scheduler.arm("erp", tomorrow))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure).hasMessage(message);
            });
  }

  @Test
  void aQueueThatFailsKeepsNobodyAsleepWhoIsDueAndEndsAtOnce() throws InterruptedException {
    bed.aws.refuses(request -> Optional.of(new AwsError(403, "AccessDeniedException", "no")));
    CountDownLatch woken = new CountDownLatch(1);
    try (ExpiryScheduler reading =
        Bed.open(Bed.QUEUE, network.endpoint(), Bed.context(bed.clock))) {
      reading.start(app -> woken.countDown());
      reading.arm("erp", new WakePlan(bed.clock.instant(), Optional.empty()));

      assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
