// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void areTheDefaultsOfXdgBelowHome() {
    Places places = new Places(Map.of("HOME", "/home/ada"), false);

    assertThat(places.userConfig()).isEqualTo(Path.of("/home/ada/.config/halfturn"));
    assertThat(places.data()).isEqualTo(Path.of("/home/ada/.local/share/halfturn"));
    assertThat(places.state()).isEqualTo(Path.of("/home/ada/.local/state/halfturn"));
    assertThat(places.systemConfig()).isEqualTo(Path.of("/etc/halfturn"));
  }

  @Test
  void followTheXdgVariablesThatAreAbsolute() {
    Places places =
        new Places(
            Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "/c", "XDG_DATA_HOME", "relative"),
            false);

    assertThat(places.userConfig()).isEqualTo(Path.of("/c/halfturn"));
    assertThat(places.data()).isEqualTo(Path.of("/home/ada/.local/share/halfturn"));
  }

  @Test
  void areWhatSystemdMadeForTheService() {
    Places places = new Places(Map.of("STATE_DIRECTORY", "/var/lib/halfturn:/var/lib/x"), false);

    assertThat(places.data()).isEqualTo(Path.of("/var/lib/halfturn"));
    assertThat(places.state()).isEqualTo(Path.of("/var/lib/halfturn"));
  }

  @Test
  void areTheApplicationDataOnWindows() {
    Places places =
        new Places(
            Map.of("APPDATA", "/users/ada/roaming", "LOCALAPPDATA", "/users/ada/local"), true);

    assertThat(places.userConfig()).isEqualTo(Path.of("/users/ada/roaming/halfturn"));
    assertThat(places.data()).isEqualTo(Path.of("/users/ada/local/halfturn"));
  }
}
