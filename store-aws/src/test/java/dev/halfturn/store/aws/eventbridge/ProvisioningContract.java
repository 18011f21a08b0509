// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must hold with everything that speaks as AWS does. */
abstract class ProvisioningContract {

  /** The second is adopted. */
  static final SortedMap<String, String> CLIENT_SECRETS =
      new TreeMap<>(Map.of("erp", "/erp/lwa/clientsecret", "shop", "/my-shop/lwa/cliensecret"));

  /** Where AWS is: with a queue, a topic and a role of the names below. */
  abstract URI endpoint();

  abstract String account();

  Arn queue() {
    return Arn.target("arn:aws:sqs:eu-central-1:" + account() + ":wake-ups");
  }

  String topic() {
    return "arn:aws:sns:eu-central-1:" + account() + ":reminders";
  }

  List<ProvisionedStep> provision(Task task, boolean dryRun) {
    return provision(task, dryRun, Map.of("no-change-days", "150"));
  }

  List<ProvisionedStep> provision(Task task, boolean dryRun, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("topic-arn", topic());
    settings.put("role-arn", "arn:aws:iam::" + account() + ":role/halfturn-scheduler");
    settings.putAll(more);
    return new EventBridgeSchedulerFactory()
        .provision(
            task,
            dryRun,
            Bed.config(queue(), endpoint(), settings),
            Bed.context(SettableClock.at("2026-03-01T12:00:00Z")),
            CLIENT_SECRETS);
  }

  static Map<String, State> states(List<ProvisionedStep> steps) {
    Map<String, State> states = new HashMap<>();
    steps.forEach(step -> states.put(step.name(), step.state()));
    return states;
  }

  static List<String> operations(List<ProvisionedStep> steps, boolean made) {
    return steps.stream()
        .flatMap(step -> step.calls().stream())
        .filter(call -> call.made() == made)
        .map(Call::operation)
        .toList();
  }

  @Test
  void whatIsMissingIsMadeOnceAndFoundTheNextTime() {
    assertThat(states(provision(Task.APPLY, false)))
        .containsOnly(
            Map.entry("queue " + queue().text(), State.IN_ORDER),
            Map.entry(
                "role arn:aws:iam::" + account() + ":role/halfturn-scheduler", State.IN_ORDER),
            Map.entry("policy of queue wake-ups: halfturn-scheduler may send", State.MADE),
            Map.entry("group of schedules halfturn", State.MADE),
            Map.entry("topic " + topic(), State.IN_ORDER),
            Map.entry("policy of topic reminders: EventBridge may publish", State.MADE),
            Map.entry("rule halfturn-parameter-events", State.MADE),
            Map.entry("what rule halfturn-parameter-events tells", State.MADE),
            Map.entry("rule halfturn-parameter-events-unchanged", State.MADE),
            Map.entry("what rule halfturn-parameter-events-unchanged tells", State.MADE));

    List<ProvisionedStep> again = provision(Task.APPLY, false);
    assertThat(again).extracting(ProvisionedStep::state).containsOnly(State.IN_ORDER);
    assertThat(provision(Task.VERIFY, false)).isEqualTo(again);
  }

  @Test
  void aDryRunShowsEveryCallAndMakesNoneThatChangesSomething() {
    List<ProvisionedStep> dry = provision(Task.APPLY, true);
    assertThat(operations(dry, false))
        .containsExactly(
            "sqs SetQueueAttributes",
            "scheduler CreateScheduleGroup",
            "sns SetTopicAttributes",
            "events PutRule",
            "events PutTargets",
            "events PutRule",
            "events PutTargets");
    assertThat(dry).extracting(ProvisionedStep::state).contains(State.MISSING);
    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .isEqualTo(dry.stream().map(ProvisionedStep::state).toList());
  }

  @Test
  void whatWasMadeIsTakenAwayAndNothingElse() {
    provision(Task.APPLY, false);
    List<ProvisionedStep> dry = provision(Task.REMOVE, true);
    assertThat(operations(dry, false))
        .containsExactly(
            "events RemoveTargets",
            "events DeleteRule",
            "events RemoveTargets",
            "events DeleteRule",
            "sns SetTopicAttributes",
            "scheduler DeleteScheduleGroup",
            "sqs SetQueueAttributes");
    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.IN_ORDER);

    List<ProvisionedStep> removed = provision(Task.REMOVE, false);
    assertThat(removed).extracting(ProvisionedStep::state).contains(State.REMOVED);
    assertThat(operations(removed, false)).isEmpty();
    assertThat(provision(Task.REMOVE, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.ABSENT);
    assertThat(states(provision(Task.VERIFY, false)))
        .containsEntry("topic " + topic(), State.IN_ORDER)
        .containsEntry("queue " + queue().text(), State.IN_ORDER)
        .containsEntry("rule halfturn-parameter-events", State.MISSING);
  }
}
