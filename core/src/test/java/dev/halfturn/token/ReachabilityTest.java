// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.spi.HalfturnException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static Reachability of(AmazonSimulator amazon) {
    return new Reachability(
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString()).build());
  }

  @Test
  void tellsAmazonsTimeWithoutACredential() {
    try (AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build()) {
      Reachability.Answer answer = of(amazon).ask();

      assertThat(answer.serverTime()).contains(START);
      assertThat(answer.took()).isPositive();
    }
  }

  @Test
  void failsIfNobodyAnswers() {
    AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
    Reachability reachability = of(amazon);
    amazon.close();

    assertThatThrownBy(reachability::ask)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("AMAZON_UNAVAILABLE"));
  }
}
