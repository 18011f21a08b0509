// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.process.StopSignal;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that differ from machine to machine, so that no script can show them. */
class JsonOutputTest {

  @TempDir Path directory;

  @Test
  void saysWhichReleaseThisIs() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("version", "--json")).isZero();
    assertThat(run.out()).startsWith("{\"schema\":\"halfturn.version/v1\",\"version\":\"");
  }

  @Test
  void listsThePlugins() {
    CommandRun run = CommandRun.in(directory);

    run.run("plugins", "--json");
    assertThat(run.out())
        .startsWith("{\"schema\":\"halfturn.plugins/v1\"")
        .contains("\"name\":\"file\"");
  }

  @Test
  void saysWhereTheSimulatedAmazonIs() {
    CommandRun run = CommandRun.in(directory).pause(JsonOutputTest::stop);

    assertThat(run.run("simulate", "--port", "0", "--json")).isEqualTo(130);
    assertThat(run.out()).startsWith("{\"schema\":\"halfturn.simulate/v1\"");
  }

  @Test
  void saysWhichKeyWasRemoved() {
    CommandRun run = CommandRun.in(directory);
    run.run("init", "--unlock", "key-file");
    run.run("key", "add", "--key-file", "spare.key", "--generate");
    run.run("key", "list", "--json");
    Matcher keys = Pattern.compile("\"id\":\"([0-9a-f]{16})\"").matcher(run.out());
    List<String> ids = keys.results().map(found -> found.group(1)).toList();

    assertThat(run.run("key", "remove", ids.get(1), "--dry-run", "--json")).isZero();
    assertThat(run.out()).startsWith("{\"schema\":\"halfturn.key-remove/v1\"").contains(ids.get(1));
    assertThat(run.run("key", "remove", ids.get(1), "--yes", "--json")).isZero();
    assertThat(run.out()).contains("\"key\":\"" + ids.get(1) + "\"").contains("OLD_COPIES");
  }

  private static void stop(Duration pause) {
    throw new HalfturnException(
        Problem.of(ErrorCode.UNAVAILABLE, StopSignal.REASON, "told to stop"));
  }
}
