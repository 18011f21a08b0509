// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownPathTest {

  @ParameterizedTest
  @ValueSource(strings = {".env", "~/Müller/x.yml", "/etc/a b/c-d_e.json", "C:\\Users\\x"})
  void isAPathAsItIsTyped(String path) {
    assertThat(ShownPath.of(path)).isEqualTo(path);
  }

  @Test
  void isNoSecret() {
    assertThat(ShownPath.of(Canaries.TEXT)).isEqualTo("(name not shown)");
    assertThat(ShownPath.of("x/" + Canaries.CLIENT_SECRET)).isEqualTo("(name not shown)");
    assertThat(ShownPath.of("")).isEqualTo("(name not shown)");
    assertThat(ShownPath.of("a".repeat(256))).isEqualTo("(name not shown)");
  }
}
