// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every script. With {@code -Dscripts.rewrite=true} it writes them as they came out. */
class ScriptTest {

  private static final Path SCRIPTS = Path.of("src/test/resources/scripts");

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void thereAreScripts() throws IOException {
    assertThat(scripts()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void comesOutAsWritten(Path script, @TempDir Path directory) throws IOException {
    String expected = Files.readString(script);
    String actual;
    try (World world = new World(directory)) {
      actual = Script.replay(expected, world);
    }
    if (Boolean.getBoolean("scripts.rewrite")) {
      Files.writeString(script, actual);
    }
    assertThat(actual).isEqualTo(expected);
  }
}
