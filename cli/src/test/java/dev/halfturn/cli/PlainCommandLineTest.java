// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.PlainVerbs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines that go past the parser, which must not make a difference. */
class PlainCommandLineTest {

  @TempDir Path directory;

  private static boolean isPlain(String line) {
    Surroundings surroundings =
        Surroundings.withoutTerminal(
            System.in, System.out, System.err, Map.of(), InstantSource.system());
    return PlainVerbs.find(line.split(" ", -1), new Invocation(surroundings, new Root()))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token erp", "token erp --seller eu"})
  void areThoseOfAJobThatAsksEachMinute(String line) {
    assertThat(isPlain(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "token ",
        "token -h",
        "token --help",
        "token erp --json",
        "token erp --seller",
        "token erp --seller -v",
        "token erp --seller ",
        "token erp --scope a",
        "token erp eu us",
        "token erp --seller eu --seller us",
        "--json token erp",
        "test erp",
        ""
      })
  void areNoOthers(String line) {
    assertThat(isPlain(line)).isFalse();
  }

  @Test
  void failTheSameWay() {
    CommandRun run = CommandRun.in(directory);
    int parsed = run.run("token", "--quiet", "erp");
    String parsersMessage = run.err();

    int plain = run.run("token", "erp");

    assertThat(run.err()).isEqualTo(parsersMessage).contains("there is no configuration yet");
    assertThat(plain).isEqualTo(parsed).isNotZero();
  }

  @Test
  void areSearchedForSecretsToo() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("token", "amzn1.oa2-cs.v1.0123")).isEqualTo(2);
    assertThat(run.err()).contains("looks like a secret").doesNotContain("0123");
  }
}
