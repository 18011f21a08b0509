// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RulesTest {

  @Test
  void eachRuleIsChangedAlone() {
    Rules changed =
        Rules.defaults()
            .withActivationDelay(Duration.ofSeconds(1))
            .withSettlingDelay(Duration.ofSeconds(2))
            .withOverdueExchange(Duration.ofSeconds(3))
            .withSecondRotation(Rules.SecondRotation.KEEPS_LAST_TWO)
            .withRefreshTokensChange(true)
            .withProbeLimited(false);

    assertThat(changed)
        .isEqualTo(
            new Rules(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Rules.SecondRotation.KEEPS_LAST_TWO,
                true,
                false));
  }

  @Test
  void delaysAreNotNegativeNorEndless() {
    Duration negative = Duration.ofMillis(-1);

    assertThatThrownBy(() -> Rules.defaults().withActivationDelay(negative))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rules.defaults().withSettlingDelay(negative))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rules.defaults().withOverdueExchange(negative))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rules.defaults().withOverdueExchange(Duration.ofDays(36_501)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
