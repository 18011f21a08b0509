// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.script.MarkdownScript;
import dev.halfturn.cli.script.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One part of the scripts, and the README. */
class ScriptsTest extends LaunchedScripts {

  static List<Path> scripts() throws IOException {
    return part(0);
  }

  @Test
  void theReadmeShowsWhatComesOut() throws IOException {
    String shown = MarkdownScript.of(Files.readString(Path.of("..", "README.md")));
    try (World world = world()) {
      assertThat(MarkdownScript.comparable(MarkdownScript.replay(shown, world)))
          .isEqualTo(MarkdownScript.comparable(shown));
    }
  }
}
