// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed; that shells understand it is tested with the distribution. */
class CompletionTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void namesEveryVerb(String shell) {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("completion", shell)).isZero();
    assertThat(run.err()).isEmpty();
    for (List<String> verb : HelpTest.verbs()) {
      if (!verb.isEmpty()) {
        assertThat(run.out()).containsPattern("\\b" + verb.get(verb.size() - 1) + "\\b");
      }
    }
  }

  @Test
  void isTheSameEachTime() {
    CommandRun first = CommandRun.in(directory);
    CommandRun second = CommandRun.in(directory);
    first.run("completion", "fish");
    second.run("completion", "fish");

    assertThat(first.out()).isEqualTo(second.out());
  }

  @Test
  void isForShellsThatAreKnown() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("completion", "tcsh")).isEqualTo(2);
    assertThat(run.err()).startsWith("halfturn: error: <shell> must be one of bash, zsh, fish\n");
  }
}
