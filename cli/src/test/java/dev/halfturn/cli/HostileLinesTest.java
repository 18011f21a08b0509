// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines with a secret in any place; whatever is said of them does not repeat it. */
class HostileLinesTest {

  private static final int LINES = 10_000;
  private static final List<String> WORDS =
      List.of("erp", "--app", "--seller", "--region", "--set", "--at", "-", "--json", "--dry-run");
  private static final List<String> AROUND =
      List.of("%s", "--%s", "--reason=%s", "--set=store=%s", "x/%s", "5%s", "%s=%s");

  /** The second once had {@code store policy} repeat a secret that was given as an application. */
  static LongStream seeds() {
    return LongStream.of(new Random().nextLong(), -1541885783273750628L);
  }

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("seeds")
  void areNotRepeated(long seed) {
    Random random = new Random(seed);
    Refusal refusal = new Refusal();
    // those two would play or serve; all others need a configuration, and there is none
    List<List<String>> verbs =
        HelpTest.verbs().stream()
            .filter(verb -> !verb.contains("demo") && !verb.contains("simulate"))
            .toList();
    int refused = 0; // not all are: some verbs do not look at settings
    for (int i = 0; i < LINES; i++) {
      List<String> line = new ArrayList<>(verbs.get(random.nextInt(verbs.size())));
      for (int n = random.nextInt(3); n > 0; n--) {
        line.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      String secret = random.nextBoolean() ? Canaries.TEXT : Canaries.CLIENT_SECRET;
      String around = AROUND.get(random.nextInt(AROUND.size()));
      line.add(random.nextInt(line.size() + 1), around.replace("%s", secret));

      int status =
          refusal.check("seed " + seed, CommandRun.in(directory), line.toArray(new String[0]));

      refused += status == 0 ? 0 : 1;
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(LINES / 2);
  }
}
