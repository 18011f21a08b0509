// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {

  private static final Origin LINE = Origin.file(Path.of("halfturn.yaml"), 3);

  private final List<EffectiveSetting> settings =
      ConfigCheck.of("store", "box", "store.box.passphrase", "canary", "app.erp.region", "eu")
          .put("store.box.path", "${env:HOME}/s", LINE)
          .env("HOME", "/home/me")
          .read()
          .effective();

  private EffectiveSetting find(String key) {
    return settings.stream().filter(setting -> setting.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void whatWasGivenHasItsOriginAndItsReferences() {
    assertThat(find("store.box.path"))
        .isEqualTo(
            new EffectiveSetting(
                "store.box.path", Optional.of("${env:HOME}/s"), Optional.of(LINE), false));
    assertThat(find("app.erp.region").value()).contains("eu");
  }

  @Test
  void whatWasNotGivenHasItsDefaultAndNoOrigin() {
    assertThat(find("store.box.lock-timeout"))
        .isEqualTo(
            new EffectiveSetting(
                "store.box.lock-timeout", Optional.of("10s"), Optional.empty(), false));
    assertThat(find("rotation.lifetime").value()).contains("180d");
    assertThat(find("notifiers").origin()).isEmpty();
  }

  @Test
  void whatIsSensitiveHasNoValue() {
    assertThat(find("store.box.passphrase"))
        .isEqualTo(
            new EffectiveSetting(
                "store.box.passphrase", Optional.empty(), Optional.of(Origin.CODE), true));
    assertThat(settings.toString()).doesNotContain("canary");
    assertThatThrownBy(() -> new EffectiveSetting("key", Optional.of("x"), Optional.empty(), true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachKeyOccursOnceInOrder() {
    assertThat(settings)
        .extracting(EffectiveSetting::key)
        .isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain("store.crate.path", "proxy.nothing");
  }
}
