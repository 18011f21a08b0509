// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDirectoryTest {

  private static final Path HOME = Path.of("/home/me");

  @Test
  void isTheUsersUnlessSaid() {
    assertThat(directory(Map.of(), false)).isEqualTo(Path.of("/home/me/.local/state/halfturn"));
    assertThat(directory(Map.of(), true))
        .isEqualTo(Path.of("/home/me/AppData/Local/halfturn/state"));
  }

  @ParameterizedTest
  @CsvSource({
    "STATE_DIRECTORY, /var/lib/halfturn, /var/lib/halfturn",
    "STATE_DIRECTORY, /var/lib/halfturn:/var/lib/other, /var/lib/halfturn",
    "STATE_DIRECTORY, '', /home/me/.local/state/halfturn",
    "XDG_STATE_HOME, /state, /state/halfturn",
    "XDG_STATE_HOME, state, /home/me/.local/state/halfturn",
    "XDG_STATE_HOME, '', /home/me/.local/state/halfturn",
  })
  void isWhereTheEnvironmentSays(String variable, String value, String directory) {
    assertThat(directory(Map.of(variable, value), false)).isEqualTo(Path.of(directory));
  }

  @Test
  void isWhereWindowsSays() {
    assertThat(directory(Map.of("LOCALAPPDATA", "/local"), true))
        .isEqualTo(Path.of("/local/halfturn/state"));
  }

  private static Path directory(Map<String, String> environment, boolean windows) {
    return StateDirectory.of(name -> Optional.ofNullable(environment.get(name)), windows, HOME);
  }
}
