// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.testbed.aws.FakeAws;
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
  void aRehearsalAsksNobodyAndItsFailureIsNone() {
    try (FakeAws aws = new FakeAws()) {
      Opened.rehearse(
          Map.of(
              "HALFTURN_SETTINGS",
              "store=aws-ssm\nstore.aws-ssm.region=eu-central-1\nstore.aws-ssm.endpoint="
                  + aws.endpoint(),
              "HALFTURN_REHEARSAL",
              "store.aws-ssm.endpoint=http://127.0.0.1:9\n"
                  + "store.aws-ssm.access-key-id=rehearsal\n"
                  + "store.aws-ssm.secret-access-key=rehearsal\n"
                  + "store.aws-ssm.timeout=1s"));

      assertThat(aws.requests()).isEmpty();
    }
  }

  @Test
  void aRehearsalThatCannotBeMeantFailsTheStart() {
    assertThatThrownBy(
            () ->
                Opened.rehearse(
                    Map.of("HALFTURN_SETTINGS", "store=memory", "HALFTURN_REHEARSAL", "stoer=x")))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void withoutARehearsalNothingIsOpened() {
    assertThatCode(() -> Opened.rehearse(Map.of("HALFTURN_SETTINGS", "stoer=x")))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutSettingsItDoesNotStart() {
    assertThatThrownBy(() -> Opened.from(Map.of())).isInstanceOf(ConfigException.class);
  }
}
