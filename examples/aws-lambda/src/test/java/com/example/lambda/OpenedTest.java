// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenedTest {

  @Test
  void oneSettingIsOneLine() {
    assertThat(Opened.settings("store=aws-ssm\n\n# a note\nremind.time-zone = Europe/Berlin\n"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("store", "aws-ssm", "remind.time-zone", "Europe/Berlin"));
  }

  @Test
  void theEnvironmentSaysWhichStore() {
    try (Halfturn halfturn = Opened.from(Map.of("HALFTURN_SETTINGS", "store=memory\n"))) {
      assertThat(halfturn.secrets().storeName()).isEqualTo("memory");
    }
  }

  @Test
  void aSettingThatNobodyKnowsFailsTheStart() {
    assertThatThrownBy(() -> Opened.from(Map.of("HALFTURN_SETTINGS", "store=memory\nstoer=x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("stoer");
  }

  @Test
  void withoutSettingsItDoesNotStart() {
    assertThatThrownBy(() -> Opened.from(Map.of())).isInstanceOf(ConfigException.class);
  }
}
