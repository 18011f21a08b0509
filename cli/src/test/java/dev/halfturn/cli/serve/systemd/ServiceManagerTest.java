// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {

  private static ServiceManager of(String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return ServiceManager.of(variables);
  }

  @Test
  void wantsASignTwiceAsOftenAsItWaitsFor() {
    assertThat(of("NOTIFY_SOCKET", "/none", "WATCHDOG_USEC", "90000000").heartbeat())
        .contains(Duration.ofSeconds(45));
  }

  @Test
  void wantsNoneWithoutASocketOrForAnotherProcess() {
    assertThat(of("WATCHDOG_USEC", "90000000").heartbeat()).isEmpty();
    assertThat(
            of("NOTIFY_SOCKET", "/none", "WATCHDOG_USEC", "90000000", "WATCHDOG_PID", "1")
                .heartbeat())
        .isEmpty();
    assertThat(of("NOTIFY_SOCKET", "/none").heartbeat()).isEmpty();
    assertThat(of("NOTIFY_SOCKET", "/none", "WATCHDOG_USEC", "soon").heartbeat()).isEmpty();
  }
}
