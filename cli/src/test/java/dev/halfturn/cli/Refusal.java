// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What holds for every run, whatever nonsense it was given. */
final class Refusal {

  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Set<Integer> DOCUMENTED =
      Arrays.stream(ExitCode.values()).map(ExitCode::number).collect(Collectors.toSet());
  private static final Pattern LINE =
      Pattern.compile("halfturn: (error|warning|hint|note): .+|\\{\"schema\":.+}");
  private static final Pattern TRACE = Pattern.compile("\\bat [\\w.$/]+\\(|[a-z]Exception\\b");

  private final LeakDetector detector = Canaries.detector();

  /** Runs a command line and looks at how it ends; its exit status. */
  int check(String what, CommandRun run, String... args) {
    long start = System.nanoTime();
    int status = run.run(args);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    String all = run.out() + run.err();
    assertThat(detector.scan(all)).as(what).isEmpty();
    assertThat(status).as(what).isIn(DOCUMENTED);
    assertThat(all).as(what).doesNotContainPattern(TRACE);
    if (status != 0) {
      assertThat(run.err().lines()).as(what).allMatch(line -> LINE.matcher(line).matches());
      assertThat(all).as(what).isNotBlank();
    }
    assertThat(took).as(what).isLessThan(LONGEST);
    return status;
  }
}
