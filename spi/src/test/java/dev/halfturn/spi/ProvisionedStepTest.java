// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.spi.ProvisionedStep.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvisionedStepTest {

  @Test
  void whatWouldForgeALineIsReplaced() {
    ProvisionedStep step =
        new ProvisionedStep(
            "rule a\nb",
            State.MISSING,
            List.of(new Call("events\tPutRule", "{\n}", false)),
            Optional.of("do\u001b[1m it"));

    assertThat(step.name()).isEqualTo("rule a?b");
    assertThat(step.calls()).containsExactly(new Call("events?PutRule", "{?}", false));
    assertThat(step.advice()).hasValue("do?[1m it");
  }

  @Test
  void theInputOfACallIsShownWhole() {
    String input = "x".repeat(Problem.MAX_LENGTH * 10);

    assertThat(new Call("events PutRule", input, true).input()).isEqualTo(input);
  }

  @Test
  void hasAStateAndKeepsItsCalls() {
    List<Call> calls = new ArrayList<>(List.of(new Call("sns Publish", "{}", true)));
    ProvisionedStep step = new ProvisionedStep("topic", State.IN_ORDER, calls, Optional.empty());
    calls.clear();

    assertThat(step.calls()).hasSize(1);
    assertThatNullPointerException()
        .isThrownBy(() -> new ProvisionedStep("topic", null, List.of(), Optional.empty()));
  }
}
