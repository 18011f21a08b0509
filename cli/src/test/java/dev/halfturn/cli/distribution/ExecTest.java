// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code exec} as a process among processes: streams, signals, exit status. */
class ExecTest {

  private static final long SECONDS_AT_MOST = 60;
  private static final String LAUNCHER = Distribution.launcher().toString();

  /** A minute at most, so that nothing is left running where a test fails. */
  private static final String WAIT = " i=0; while [ $i -lt 1200 ]; do sleep 0.05; i=$((i+1)); ";

  /** Says when it is ready, and of each signal what it is; ends by none of them before "HUP". */
  private static final String TRAPS =
      "trap 'echo INT' INT; trap 'echo TERM' TERM; trap 'echo HUP; exit 9' HUP; echo ready;"
          + WAIT
          + "done";

  @TempDir Path home;
  private ChildProcess process;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void storeAnApplication() throws IOException {
    process = new ChildProcess(home);
    Files.createDirectory(home.resolve("run"));
    Files.writeString(
        home.resolve(".env"),
        """
        LWA_APP_ID=amzn1.application-oa2-client.0123
        LWA_CLIENT_SECRET=amzn1.oa2-cs.v1.canary-canary
        SP_API_REFRESH_TOKEN=Atzr|canary-canary-canary
        """);
    assertThat(halfturn("init", "--unlock", "key-file").status()).isZero();
    assertThat(halfturn("import", "--app", "erp", "--created", "unknown").status()).isZero();
    Files.delete(home.resolve(".env"));
  }

  @AfterEach
  void leaveNothingRunning() {
    started.forEach(Process::destroyForcibly);
  }

  private Result halfturn(String... args) {
    return process.run(command(args));
  }

  private static List<String> command(String... args) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER));
    command.addAll(List.of(args));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("HALFTURN_.*|XDG_.*"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    Process child = builder.start();
    started.add(child);
    return child;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Returns when the signal was sent. */
  private static void kill(String signal, Process target)
      throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + target.pid())
        .start()
        .waitFor();
  }

  private static int end(Process child) throws InterruptedException {
    assertThat(child.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)).isTrue();
    return child.exitValue();
  }

  private List<Path> handedFiles() throws IOException {
    try (Stream<Path> left = Files.list(home.resolve("run"))) {
      return left.toList();
    }
  }

  @Test
  void passesSignalsOnAndEndsNotBeforeItsChild() throws IOException, InterruptedException {
    Process halfturn =
        start(command("exec", "erp", "--as", "sp-api", "--file", "--", "sh", "-c", TRAPS));
    InputStream out = halfturn.getInputStream();

    assertThat(readLine(out)).isEqualTo("ready");
    assertThat(handedFiles()).hasSize(1);
    for (String signal : List.of("INT", "TERM", "TERM", "INT", "HUP")) {
      kill(signal, halfturn);
      assertThat(readLine(out)).isEqualTo(signal);
    }
    assertThat(end(halfturn)).isEqualTo(9);
    assertThat(handedFiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endsAsItsChildDidIfASignalEndedThat(String signal, int status)
      throws IOException, InterruptedException {
    Process halfturn =
        start(
            command(
                "exec",
                "erp",
                "--as",
                "sp-api",
                "--file",
                "--",
                "sh",
                "-c",
                "echo ready; exec sleep 60"));

    assertThat(readLine(halfturn.getInputStream())).isEqualTo("ready");
    kill(signal, halfturn);

    assertThat(end(halfturn)).isEqualTo(status);
    assertThat(handedFiles()).isEmpty();
  }

  /** As under nohup(1). */
  @Test
  void staysDeafToASignalThatIsIgnored() throws IOException, InterruptedException {
    Process halfturn =
        start(
            List.of(
                "sh",
                "-c",
                "trap '' HUP; exec \"$0\" exec erp --as sp-api -- sh -c 'echo ready; cat'",
                LAUNCHER));
    InputStream out = halfturn.getInputStream();

    assertThat(readLine(out)).isEqualTo("ready");
    kill("HUP", halfturn);
    kill("HUP", halfturn);
    try (OutputStream in = halfturn.getOutputStream()) {
      in.write("still here\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(readLine(out)).isEqualTo("still here");
    assertThat(end(halfturn)).isZero();
  }

  /** Under a pseudo terminal, which script(1) makes, and at which Ctrl-C is typed. */
  @Test
  void leavesCtrlCToTheTerminalSoThatItComesOnce() throws IOException, InterruptedException {
    String traps =
        "n=0; trap 'n=$((n+1))' INT; trap 'echo got $n; exit 3' TERM; echo ready;"
            + WAIT
            + "test $n -gt 0 && sleep 1 && kill -TERM $$; done";
    Path script = Files.writeString(home.resolve("traps.sh"), traps);
    Process terminal =
        start(
            List.of(
                "script",
                "-qec",
                "'" + LAUNCHER + "' exec erp --as sp-api -- sh '" + script + "'",
                "/dev/null"));
    InputStream out = terminal.getInputStream();
    OutputStream keyboard = terminal.getOutputStream();

    assertThat(readLine(out)).isEqualTo("ready");
    keyboard.write(3);
    keyboard.flush();

    assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).contains("got 1");
    assertThat(end(terminal)).isEqualTo(3);
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
