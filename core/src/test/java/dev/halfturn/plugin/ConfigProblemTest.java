// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemTest {

  @Test
  void readsAsOneLine() {
    ConfigProblem problem =
        ConfigProblem.of(Origin.file(Path.of("halfturn.yaml"), 3), "stoer", "is not a setting")
            .suggest(Optional.of("store"));
    assertThat(problem.text())
        .isEqualTo("halfturn.yaml:3: stoer: is not a setting (did you mean 'store'?)")
        .isEqualTo(problem.toString());
    assertThat(ConfigProblem.missing("store", "is required").text())
        .isEqualTo("store: is required");
  }

  @Test
  void lineBreaksCannotForgeAnotherLine() {
    Origin origin = Origin.of(Origin.Kind.COMMAND_LINE, "--set\nfake");
    assertThat(ConfigProblem.of(origin, "a\nb", "c\u202ed").text())
        .isEqualTo("--set?fake: a key that is not shown: c?d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amzn1.oa2-cs.v1.0123456789abcdef",
        "AMZN1.application-oa2-client.77",
        "Atzr|IwEBIabc",
        "store.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void aKeyThatMayBeACredentialIsNotShown(String key) {
    assertThat(ConfigProblem.missing(key, "is not a setting").text())
        .isEqualTo("a key that is not shown: is not a setting");
  }

  @Test
  void theLongestNameOfAnApplicationIsShown() {
    String key = "app." + "a".repeat(40) + ".region";
    assertThat(ConfigProblem.missing(key, "is wrong").text()).isEqualTo(key + ": is wrong");
  }
}
