// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownNameTest {

  private static final String NOT_SHOWN = "(name not shown)";

  @ParameterizedTest
  @ValueSource(strings = {".env", "~/Müller/x.yml", "/etc/a b/c-d_e.json", "C:\\Users\\x"})
  void isANameAsItIs(String name) {
    assertThat(ShownName.of(name)).isEqualTo(name);
  }

  @Test
  void isNoSecret() {
    assertThat(ShownName.of(Canaries.TEXT)).isEqualTo(NOT_SHOWN);
    assertThat(ShownName.of("x/" + Canaries.CLIENT_SECRET)).isEqualTo(NOT_SHOWN);
    assertThat(ShownName.of("amzn1.oa2-cs.v1.0123")).isEqualTo(NOT_SHOWN);
    assertThat(ShownName.of("0123456789abcdef".repeat(4))).isEqualTo(NOT_SHOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u001b[2Ja", "a\u202eb"})
  void disturbsNoTerminal(String name) {
    assertThat(ShownName.of(name)).isEqualTo(NOT_SHOWN);
  }

  @Test
  void isNotLongerThanNamesAre() {
    assertThat(ShownName.of("a".repeat(255))).hasSize(255);
    assertThat(ShownName.of("a".repeat(256))).isEqualTo(NOT_SHOWN);
  }
}
