// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must hold with everything that speaks as SQS does, where there is no queue at first. */
abstract class ProvisioningContract {

  private final SpapiIssuerFactory factory = new SpapiIssuerFactory();

  /** Of queues that are not there. */
  abstract Map<String, String> settings();

  /** Puts a message into the queue. */
  abstract void send(String text);

  List<ProvisionedStep> provision(Task task, boolean dryRun, Map<String, String> changed) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(changed);
    settings.values().removeIf(String::isEmpty);
    return factory.provision(
        task,
        dryRun,
        PluginConfig.parse(factory.options(), settings).config().orElseThrow(),
        Bed.context(SettableClock.at("2026-03-01T12:00:00Z")));
  }

  List<State> states(Task task, boolean dryRun) {
    return provision(task, dryRun, Map.of()).stream().map(ProvisionedStep::state).toList();
  }

  @Test
  void whatIsMissingIsMadeOnceAndFoundTheNextTime() {
    assertThat(states(Task.VERIFY, false))
        .containsExactly(State.MISSING, State.MISSING, State.UNKNOWN);
    assertThat(states(Task.APPLY, false)).containsExactly(State.MADE, State.MADE, State.UNKNOWN);

    assertThat(states(Task.APPLY, false))
        .containsExactly(State.IN_ORDER, State.IN_ORDER, State.UNKNOWN);
    assertThat(states(Task.VERIFY, false))
        .containsExactly(State.IN_ORDER, State.IN_ORDER, State.UNKNOWN);
  }

  @Test
  void whatWasMadeIsInOrderBeforehandToo() {
    provision(Task.APPLY, false, Map.of());

    try (SecretIssuer issuer =
        Plugins.open(factory, settings(), Bed.context(SettableClock.at("2026-03-01T12:00:00Z")))) {
      assertThat(issuer.preflight())
          .hasSizeGreaterThan(10)
          .allMatch(check -> check.verdict() == IssuerCheck.Verdict.IN_ORDER);
    }
  }

  @Test
  void aDryRunMakesNothing() {
    List<ProvisionedStep> dry = provision(Task.APPLY, true, Map.of());

    assertThat(dry)
        .extracting(ProvisionedStep::state)
        .containsExactly(State.MISSING, State.MISSING, State.UNKNOWN);
    assertThat(dry.get(1).calls().get(1).operation()).isEqualTo("sqs CreateQueue");
    assertThat(dry.get(1).calls().get(1).made()).isFalse();
    assertThat(states(Task.VERIFY, false)).contains(State.MISSING);
  }

  @Test
  void whatWasMadeIsTakenAwayAndNothingElse() {
    assertThat(states(Task.REMOVE, false)).containsExactly(State.ABSENT, State.ABSENT);
    provision(Task.APPLY, false, Map.of());

    assertThat(states(Task.REMOVE, true)).containsExactly(State.IN_ORDER, State.IN_ORDER);
    assertThat(states(Task.REMOVE, false)).containsExactly(State.REMOVED, State.REMOVED);

    assertThat(states(Task.REMOVE, false)).containsExactly(State.ABSENT, State.ABSENT);
  }

  @Test
  void aQueueThatHoldsAMessageIsKept() {
    provision(Task.APPLY, false, Map.of());
    send("a client secret, perhaps");

    List<ProvisionedStep> removed = provision(Task.REMOVE, false, Map.of());

    assertThat(removed)
        .extracting(ProvisionedStep::state)
        .containsExactly(State.KEPT, State.REMOVED);
    assertThat(removed.get(0).advice().orElseThrow()).contains("1 messages");
  }
}
