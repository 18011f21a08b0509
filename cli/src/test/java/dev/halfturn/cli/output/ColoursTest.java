// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {

  @ParameterizedTest
  @CsvSource({
    "true,  TERM=xterm, true",
    "true,  '', false",
    "true,  TERM=dumb, false",
    "false, TERM=xterm, false",
    "true,  TERM=xterm NO_COLOR=1, false",
    "true,  TERM=xterm NO_COLOR=, true",
    "true,  TERM=xterm CLICOLOR=0, false",
    "true,  TERM=xterm CLICOLOR=1, true",
    "false, CLICOLOR_FORCE=1, true",
    "false, CLICOLOR_FORCE=0, false",
    "false, CLICOLOR=0 CLICOLOR_FORCE=1, true",
    "true,  TERM=xterm CLICOLOR_FORCE=1 NO_COLOR=1, false",
  })
  void areWantedWhereSomebodySeesThemAndNobodyObjects(
      boolean terminal, String variables, boolean wanted) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      String[] parts = variable.split("=", -1);
      environment.put(parts[0], parts.length > 1 ? parts[1] : "");
    }

    assertThat(Colours.wanted(environment, terminal)).isEqualTo(wanted);
  }

  @Test
  void areForSignsAlone() {
    assertThat(Colours.paint("✓ fine  ✗ bad"))
        .isEqualTo("\033[32m✓\033[0m fine  \033[31m✗\033[0m bad");
    assertThat(Colours.paint("⚠ ●")).isEqualTo("\033[33m⚠\033[0m \033[32m●\033[0m");
    assertThat(Colours.paint("ok !! * fp:9f3a21")).isEqualTo("ok !! * fp:9f3a21");
  }
}
