// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.script.LaunchableScripts;
import dev.halfturn.cli.script.Script;
import dev.halfturn.cli.script.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the scripts show is what the distribution prints: as many of them as show every verb between
 * them, or all with {@code -Dscripts.launched=all}. A subclass has a part of them, {@code scripts},
 * so that they run at the same time.
 */
abstract class LaunchedScripts {

  private static final int PARTS = 2;

  @TempDir static Path place;

  @TempDir Path home;

  @BeforeAll
  static void startForTheFirstTime() {
    ChildProcess process = new ChildProcess(place);
    assumeThat(process.run(List.of("sh", "-c", "command -v faketime")).status())
        .as("faketime is there")
        .isZero();
    process
        .with("XDG_CACHE_HOME", cache().toString())
        .run(
            List.of(
                "sh",
                "-c",
                "\"$0\" --version 3>&1 >/dev/null | cat",
                Distribution.launcher().toString()));
  }

  private static Path cache() {
    return place.resolve("cache");
  }

  World world() {
    return new World(home, new LaunchedCommand(cache(), place));
  }

  /** Every other of them, by the number of the first. */
  static List<Path> part(int number) throws IOException {
    List<Path> all =
        System.getProperty("scripts.launched", "").equals("all")
            ? LaunchableScripts.all()
            : LaunchableScripts.withEveryVerb();
    return IntStream.range(0, all.size())
        .filter(i -> i % PARTS == number)
        .mapToObj(all::get)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void comeOutAsWritten(Path script) throws IOException {
    String expected = asDistributed(Files.readString(script));
    try (World world = world()) {
      assertThat(Script.replay(expected, world)).isEqualTo(expected);
    }
  }

  /** Without the store that only tests have, and with a version. */
  private static String asDistributed(String script) throws IOException {
    return script.replace(", memory", "").replace("unreleased", Distribution.version());
  }
}
