// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec} as a process among processes: streams, signals, exit status. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals and no sh")
class ExecTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String LAUNCHER = Distribution.launcher().toString();

  /** A minute at most, so that nothing is left running even where a test is killed. */
  private static final String WAIT = " i=0; while [ $i -lt 1200 ]; do sleep 0.05; i=$((i+1)); ";

  /** Says when it is ready, and of each signal what it is; ends by none of them before "HUP". */
  private static final String TRAPS =
      "trap 'echo INT' INT; trap 'echo TERM' TERM; trap 'echo HUP; exit 9' HUP; echo ready;"
          + WAIT
          + "done";

  @TempDir Path home;
  private ChildProcess process;

  @BeforeEach
  void storeAnApplication() throws IOException {
    process = new ChildProcess(home);
    Files.createDirectory(home.resolve("run"));
    Files.writeString(
        home.resolve(".env"),
        """
        LWA_APP_ID=amzn1.application-oa2-client.0123
        LWA_CLIENT_SECRET=%s
        SP_API_REFRESH_TOKEN=%s
        """
            .formatted(Canaries.CLIENT_SECRET, Canaries.REFRESH_TOKEN));
    assertThat(halfturn("init", "--unlock", "key-file").status()).isZero();
    assertThat(halfturn("import", "--app", "erp", "--created", "unknown").status()).isZero();
    Files.delete(home.resolve(".env"));
  }

  private Result halfturn(String... args) {
    return process.run(command(args));
  }

  private static List<String> command(String... args) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(args));
    return command;
  }

  private LiveProcess start(List<String> command) {
    return new LiveProcess(
        home,
        Map.of(
            "HOME",
            home.toString(),
            "LANG",
            "C.UTF-8",
            "XDG_RUNTIME_DIR",
            home.resolve("run").toString()),
        command);
  }

  private LiveProcess startInFiles(String script) {
    return start(command("exec", "erp", "--as", "sp-api", "--file", "--", "sh", "-c", script));
  }

  private List<Path> handedFiles() throws IOException {
    try (Stream<Path> left = Files.list(home.resolve("run"))) {
      return left.toList();
    }
  }

  @Test
  void passesSignalsOnAndEndsNotBeforeItsChild() throws IOException {
    try (LiveProcess halfturn = startInFiles(TRAPS)) {
      assertThat(halfturn.line()).isEqualTo("ready");
      assertThat(handedFiles()).hasSize(1);
      for (String signal : List.of("INT", "TERM", "TERM", "INT", "HUP")) {
        halfturn.signal(signal);
        assertThat(halfturn.line()).isEqualTo(signal);
      }
      assertThat(halfturn.endsWithin(SOON)).isEqualTo(9);
      assertThat(halfturn.err()).isEmpty();
    }
    assertThat(handedFiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endsAsItsChildDidIfASignalEndedThat(String signal, int status) throws IOException {
    try (LiveProcess halfturn = startInFiles("echo ready; exec sleep 60")) {
      assertThat(halfturn.line()).isEqualTo("ready");
      halfturn.signal(signal);

      assertThat(halfturn.endsWithin(SOON)).isEqualTo(status);
      assertThat(halfturn.err()).isEmpty();
    }
    assertThat(handedFiles()).isEmpty();
  }

  /** While the token is still being fetched there is no child to tell, and none is started. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void startsNothingIfASignalComesBefore(String signal) throws InterruptedException {
    Gate gate = new Gate();
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate));
      try (LiveProcess halfturn =
          start(
              command(
                  "exec",
                  "erp",
                  "--set",
                  "endpoint.allow-custom=true",
                  "--set",
                  "endpoint.lwa=" + amazon.lwaEndpoint(),
                  "--",
                  "sh",
                  "-c",
                  "echo started"))) {
        assertThat(gate.awaitArrivals(1, SOON)).isTrue();
        halfturn.signal(signal);

        assertThat(halfturn.endsWithin(SOON)).isEqualTo(130);
        assertThat(halfturn.out()).isEmpty();
        assertThat(halfturn.err()).startsWith("halfturn: error: interrupted");
      } finally {
        gate.open();
      }
    }
  }

  /** As under nohup(1). */
  @Test
  void staysDeafToASignalThatIsIgnored() {
    try (LiveProcess halfturn =
        start(
            List.of(
                "sh",
                "-c",
                "trap '' HUP; exec \"$0\" exec erp --as sp-api -- sh -c 'echo ready; cat'",
                LAUNCHER))) {
      assertThat(halfturn.line()).isEqualTo("ready");
      halfturn.signal("HUP");
      halfturn.signal("HUP");
      halfturn.type("still here\n");
      halfturn.endInput();

      assertThat(halfturn.line()).isEqualTo("still here");
      assertThat(halfturn.endsWithin(SOON)).isZero();
    }
  }

  /**
   * Under a pseudo terminal, which script(1) makes, and at which Ctrl-C is typed. The shell by
   * which it starts us must not stand between: some shells end by the signal that their child
   * survived.
   */
  @Test
  void leavesCtrlCToTheTerminalSoThatItComesOnce() throws IOException {
    String traps =
        "n=0; trap 'n=$((n+1))' INT; trap 'echo got $n; exit 3' TERM; echo ready;"
            + WAIT
            + "test $n -gt 0 && sleep 1 && kill -TERM $$; done";
    Path script = Files.writeString(home.resolve("traps.sh"), traps);
    try (LiveProcess terminal =
        start(
            List.of(
                "script",
                "-qec",
                "exec '" + LAUNCHER + "' exec erp --as sp-api -- sh '" + script + "'",
                "/dev/null"))) {
      assertThat(terminal.line()).isEqualTo("ready");
      terminal.type("\u0003");

      assertThat(terminal.out()).contains("got 1");
      assertThat(terminal.endsWithin(SOON)).isEqualTo(3);
    }
  }

  @Test
  void handsItsStreamsOn() {
    Result result =
        process.run(
            command("exec", "erp", "--as", "node", "--", "sh", "-c", "cat; echo talk >&2; exit 7"),
            "a line\n");

    assertThat(result).isEqualTo(new Result(7, "a line\n", "talk\n"));
  }

  @Test
  void keepsItsOwnSettingsAndKeysFromTheChild() {
    Result result =
        process
            .with("HALFTURN_JAVA_OPTS", "-Da=b")
            .with("SOME_WORD", "correct horse battery staple")
            .with("OTHER", "stays")
            .run(
                command(
                    "exec",
                    "erp",
                    "--as",
                    "node",
                    "--set",
                    "store.other.type=file",
                    "--set",
                    "store.other.path=x",
                    "--config",
                    config("store.other.passphrase: ${env:SOME_WORD}"),
                    "--",
                    "env"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("OTHER=stays", "SELLING_PARTNER_APP_CLIENT_SECRET=")
        .doesNotContain("HALFTURN_", "SOME_WORD", "correct horse");
  }

  private String config(String line) {
    Path file = home.resolve("other.yaml");
    try {
      Files.writeString(
          file, Files.readString(home.resolve(".config/halfturn/config.yaml")) + line + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toString();
  }

  @Test
  void saysWhatCannotBeRun() throws IOException {
    Path noProgram = Files.writeString(home.resolve("no-program"), "#!/no/such/interpreter\n");
    assertThat(noProgram.toFile().setExecutable(true)).isTrue();

    assertThat(halfturn("exec", "erp", "--as", "node", "--", "no-such-command").status())
        .isEqualTo(127);
    assertThat(halfturn("exec", "erp", "--as", "node", "--", "./no-program").status())
        .isEqualTo(126);
    assertThat(halfturn("exec", "erp", "--as", "node", "--", home.toString()).status())
        .isEqualTo(126);
  }
}
