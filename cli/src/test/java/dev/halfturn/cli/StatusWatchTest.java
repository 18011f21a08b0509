// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.process.Pause;
import dev.halfturn.cli.process.StopSignal;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status --watch}, which is shown again until it is stopped. */
class StatusWatchTest {

  private static final String ESCAPE = "\033";

  @TempDir Path directory;
  private final List<Duration> waited = new ArrayList<>();

  @BeforeEach
  void addApplication() {
    CommandRun run = CommandRun.in(directory).input(Canaries.CLIENT_SECRET);
    assertThat(run.run("init", "--unlock", "key-file")).isZero();
    assertThat(run.run("app", "add", "erp", "--client-id", "amzn1.x", "-")).isZero();
  }

  /** Stopped in the third pause; before it ends, each pause does something. */
  private Pause stoppedInThirdPause(Runnable meanwhile) {
    return duration -> {
      waited.add(duration);
      if (waited.size() == 3) {
        throw new HalfturnException(
            Problem.of(ErrorCode.UNAVAILABLE, StopSignal.REASON, "interrupted"));
      }
      meanwhile.run();
    };
  }

  private CommandRun watch(Terminal terminal, String... more) {
    CommandRun run =
        CommandRun.in(directory).terminal(terminal).pause(stoppedInThirdPause(() -> {}));
    List<String> args = new ArrayList<>(List.of("status", "--watch"));
    args.addAll(List.of(more));
    assertThat(run.with("TERM", "xterm").run(args.toArray(String[]::new))).isEqualTo(130);
    return run;
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void isWrittenOneBelowTheOtherWhereThereIsNoTerminal() {
    CommandRun run = watch(Terminal.none(), "--interval", "90s");

    assertThat(count(run.out(), "APP  STORE")).isEqualTo(3);
    assertThat(run.out())
        .doesNotContain(ESCAPE)
        .containsPattern("Z\n\nAPP ")
        .endsWith("an unknown time\n");
    assertThat(run.err()).isEmpty();
    assertThat(waited).containsOnly(Duration.ofSeconds(90));
  }

  @Test
  void isDrawnInPlaceOfTheLastOnATerminal() {
    String out = watch(new ScriptedTerminal(), "erp").out();

    assertThat(count(out, "App         erp")).isEqualTo(3);
    assertThat(out).startsWith(ESCAPE + "[2J" + ESCAPE + "[H").endsWith("\n" + ESCAPE + "[J");
    assertThat(count(out, "\033\\[2J")).isEqualTo(1);
    assertThat(count(out, "\033\\[H")).isEqualTo(3);
    assertThat(out.lines().limit(3)).allMatch(line -> line.endsWith(ESCAPE + "[K"));
  }

  @Test
  void isWrittenPlainlyOnATerminalThatCanDoNoMore() {
    CommandRun run =
        CommandRun.in(directory)
            .terminal(new ScriptedTerminal())
            .with("TERM", "dumb")
            .pause(stoppedInThirdPause(() -> {}));

    assertThat(run.run("status", "--watch")).isEqualTo(130);
    assertThat(run.out()).doesNotContain(ESCAPE);
  }

  @Test
  void isOneJsonObjectEachTimeIfWanted() {
    assertThat(watch(Terminal.none(), "--json").out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"schema\":\"halfturn.status/v1\""));
  }

  @Test
  void goesOnWhenTheStoreCannotBeReadForAWhile() {
    Path store = directory.resolve(".local/share/halfturn/secrets.halfturn");
    CommandRun run =
        CommandRun.in(directory)
            .pause(
                stoppedInThirdPause(
                    () -> mode(store, waited.size() == 1 ? "rw-r--r--" : "rw-------")));

    assertThat(run.run("status", "--watch")).isEqualTo(130);
    assertThat(count(run.out(), "APP  STORE")).isEqualTo(2);
    assertThat(run.err()).contains("is open to others");
  }

  @Test
  void endsAtOnceWhereThereIsNothingToWatch() {
    CommandRun run = CommandRun.in(directory).pause(stoppedInThirdPause(() -> {}));

    assertThat(run.run("status", "nobody", "--watch")).isEqualTo(5);
    assertThat(run.run("status", "--watch", "--interval", "10ms")).isEqualTo(2);
    assertThat(waited).isEmpty();
  }

  private static void mode(Path file, String permissions) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
