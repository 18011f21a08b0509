// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.Failing;
import dev.halfturn.store.file.format.UnlockKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class KeyCommandTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private final String key =
      new String(
          KeyText.line(UnlockKey.RawKey.generate(new SecureRandom())), StandardCharsets.US_ASCII);

  private KeyCommand script(Duration limit, String body) throws IOException {
    Path script = Files.writeString(directory.resolve("script"), body);
    return new KeyCommand(List.of("/bin/sh", script.toString()), limit);
  }

  private static HalfturnException assertFailed(KeyCommand command) {
    return Failing.assertFails(ErrorCode.UNAUTHENTICATED, "KEY_COMMAND_FAILED", command::read);
  }

  @Test
  void theKeyIsWhatTheProgramPrints() throws IOException {
    assertThat(script(LONG, "echo '" + key.strip() + "'").read())
        .isInstanceOf(UnlockKey.RawKey.class);
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws IOException {
    Path strange = Files.writeString(directory.resolve("a b;$(id)"), key);

    assertThat(new KeyCommand(List.of("/bin/cat", strange.toString()), LONG).read())
        .isInstanceOf(UnlockKey.RawKey.class);
  }

  @Test
  void aProgramThatHangsIsEndedWithAllItStarted() throws IOException {
    Path pid = directory.resolve("pid");
    KeyCommand hanging =
        script(Duration.ofSeconds(2), "sleep 1000 & echo $! > '" + pid + "'; wait");

    assertThat(assertFailed(hanging).getMessage()).contains("took longer than 2 s");

    long child = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(child)
        .ifPresent(left -> assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(30)));
  }

  @Test
  void aProgramThatPrintsAndThenHangsIsEndedToo() throws IOException {
    KeyCommand hanging =
        script(Duration.ofSeconds(2), "echo '" + key.strip() + "'; exec sleep 1000 >/dev/null");

    assertThat(assertFailed(hanging).getMessage()).contains("took longer than 2 s");
  }

  @Test
  void aGigabyteOfOutputIsCutAtFourKibibytes() throws IOException {
    KeyCommand flood = script(LONG, "exec head -c 1000000000 /dev/zero");

    assertThat(assertFailed(flood).getMessage()).contains("more than 4096 bytes");
  }

  @Test
  void aFailureIsToldByItsExitCodeOnly() throws IOException {
    KeyCommand failing = script(LONG, "echo '" + key.strip() + "'; echo '" + key + "' >&2; exit 3");

    HalfturnException failure = assertFailed(failing);

    assertThat(failure.getMessage()).endsWith("ended with exit code 3");
    assertThat(failure.getMessage() + failure.hint()).doesNotContain(key.strip());
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    KeyCommand missing = new KeyCommand(List.of("/no/such/program", "argument"), LONG);

    assertThat(assertFailed(missing).getMessage())
        .contains("/no/such/program")
        .doesNotContain("argument");
  }

  @Test
  void outputThatIsNoKeyIsRefusedWithoutBeingQuoted() throws IOException {
    for (String output : List.of("''", "hunter2hunter2", "HTK1-short")) {
      HalfturnException failure =
          Failing.assertFails(
              ErrorCode.UNAUTHENTICATED,
              "KEY_MALFORMED",
              () -> script(LONG, "echo " + output).read());

      assertThat(failure.getMessage() + failure.hint()).doesNotContain("hunter2");
    }
    Failing.assertFails(
        ErrorCode.UNAUTHENTICATED, "KEY_MALFORMED", () -> script(LONG, "true").read());
  }

  @Test
  void standardInputIsEmptyAndTheEnvironmentScrubbed() throws IOException {
    Path seen = directory.resolve("seen");
    KeyCommand command =
        script(LONG, "cat; env | cut -d= -f1 > '" + seen + "'; echo '" + key.strip() + "'");

    command.read();

    assertThat(Files.readAllLines(seen))
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LC_ALL",
            "TMPDIR",
            "XDG_RUNTIME_DIR",
            "DBUS_SESSION_BUS_ADDRESS",
            "GNUPGHOME",
            "PASSWORD_STORE_DIR",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    KeyCommand hanging = script(LONG, "exec sleep 1000");
    Thread.currentThread().interrupt();
    try {
      assertThat(assertFailed(hanging).getMessage()).contains("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void itsTextFormNamesTheProgramOnly() {
    assertThat(new KeyCommand(List.of("/bin/tool", "argument"), LONG))
        .hasToString("key-command '/bin/tool'");
  }
}
