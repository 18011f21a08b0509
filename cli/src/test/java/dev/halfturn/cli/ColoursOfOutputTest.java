// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours in what the command writes. */
class ColoursOfOutputTest {

  private static final String GREEN_BULLET = "\033[32m●\033[0m fine";

  @TempDir Path directory;
  private CommandRun run;

  @BeforeEach
  void storeAnApplication() {
    run = CommandRun.in(directory);
    assertThat(run.run("init", "--unlock", "key-file")).isZero();
    run.input(Canaries.CLIENT_SECRET);
    String clientId = "amzn1.application-oa2-client.0123";
    assertThat(
            run.run("app", "add", "erp", "--client-id", clientId, "--created", "2026-07-01", "-"))
        .isZero();
    run.with("TERM", "xterm");
  }

  @Test
  void areThereOnATerminal() {
    run.terminal(new ScriptedTerminal()).run("status");

    assertThat(run.out()).contains(GREEN_BULLET);
  }

  @Test
  void areNotThereInAPipe() {
    run.run("status");

    assertThat(run.out()).contains("● fine").doesNotContain("\033");
  }

  @Test
  void areNotThereIfSomebodyObjects() {
    run.terminal(new ScriptedTerminal()).run("status", "--no-color");
    assertThat(run.out()).contains("● fine").doesNotContain("\033");

    run.with("NO_COLOR", "1").run("status");
    assertThat(run.out()).contains("● fine").doesNotContain("\033");
  }

  @Test
  void leaveValuesAndDocumentsAlone() {
    run.with("CLICOLOR_FORCE", "1").input("✓").run("secret", "set", "a/b", "-");

    run.run("secret", "get", "a/b");
    assertThat(run.out()).isEqualTo("✓\n");
    run.run("status", "--json");
    assertThat(run.out()).doesNotContain("\033");
  }
}
