// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.KeyCalibration;
import dev.halfturn.spi.PluginConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the factory knows of a store without opening it. */
class FileRightsTest {

  private final FileSecretStoreFactory factory = new FileSecretStoreFactory();

  private PluginConfig config(String key) {
    return PluginConfig.parse(
            factory.options(), Map.of("path", "/srv/it's/s.halfturn", "key-file", key))
        .config()
        .orElseThrow();
  }

  private List<String> rights(String key) {
    return factory.leastRights(config(key), new TreeSet<>());
  }

  @Test
  void areThoseOfItsOwnerAlone() {
    assertThat(rights("/etc/halfturn/store.key"))
        .containsSubsequence(
            "chmod 600 '/srv/it'\\''s/s.halfturn'",
            "chmod go-w '/srv/it'\\''s'",
            "chmod 600 '/etc/halfturn/store.key'");
  }

  @Test
  void needNotBeGivenForACredentialOfSystemd() {
    assertThat(rights("systemd-credential:store.key"))
        .last()
        .asString()
        .isEqualTo("# The key is a credential of systemd, which only the service sees.");
  }

  @Test
  void theCostOfAPassphraseIsMeasured() {
    KeyCalibration calibration =
        factory.calibrate(config("/etc/halfturn/store.key"), Duration.ofNanos(1));

    assertThat(calibration.option()).isEqualTo("kdf-memory");
    assertThat(calibration.value()).isEqualTo("19");
    assertThat(calibration.withinTarget()).isFalse();
    assertThat(calibration.measured()).hasSize(1);
  }
}
