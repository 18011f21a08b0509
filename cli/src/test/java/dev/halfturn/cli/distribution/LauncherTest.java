// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  @TempDir Path home;
  private ChildProcess process;

  @BeforeEach
  void makeProcess() {
    process = new ChildProcess(home);
  }

  @Test
  void showsTheVersionOfTheBuild() {
    Result result = process.run(List.of(Distribution.launcher().toString(), "--version"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches("halfturn \\d+\\.\\d+\\.\\d+\\S*\\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void findsItsHomeThroughSymbolicLinks() throws IOException {
    Path relative = Files.createDirectory(home.resolve("with blank"));
    Path first = Files.createSymbolicLink(relative.resolve("first"), Distribution.launcher());
    Path second = Files.createSymbolicLink(home.resolve("second"), Path.of("with blank/first"));

    assertThat(process.run(List.of(first.toString(), "--version")).status()).isZero();
    assertThat(process.run(List.of(second.toString(), "--version")).status()).isZero();
  }

  @Test
  void worksFromAFolderWithBlanks() throws IOException {
    Path copy = Distribution.copyTo(home.resolve("half turn"));

    Result result = process.run(List.of(copy.resolve("bin/halfturn").toString(), "plugins"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("file", "halfturn-store-file-");
  }

  @Test
  void passesOptionsOnToTheVirtualMachine() {
    Result result =
        process
            .with("HALFTURN_JAVA_OPTS", "-Dhalfturn.store=nonsense -Dhalfturn.proxy=nonsense")
            .run(List.of(Distribution.launcher().toString(), "config", "check"));

    assertThat(result.status()).isEqualTo(9);
    assertThat(result.err()).contains("-Dhalfturn.store: store:", "-Dhalfturn.proxy: proxy:");
  }

  @Test
  void passesArgumentsOnAsTheyAre() {
    Result result =
        process.run(
            List.of(Distribution.launcher().toString(), "config", "check", "--config", "a  b $c*"));

    assertThat(result.err()).contains("there is no configuration file " + home + "/a  b $c*\n");
    assertThat(result.status()).isEqualTo(9);
  }

  @Test
  void refusesToWriteASecretToATerminal() {
    String launcher = "'" + Distribution.launcher() + "'";
    process.run(List.of(Distribution.launcher().toString(), "init", "--unlock", "key-file"));
    process.run(
        List.of(Distribution.launcher().toString(), "secret", "set", "a/b", "-"), "canary\n");

    Result refused = onTerminal(launcher + " secret get a/b </dev/null");
    Result asked = onTerminal(launcher + " secret get a/b --reveal </dev/null");
    Result piped = onTerminal(launcher + " secret get a/b </dev/null | wc -c");

    assertThat(refused.out()).contains("standard output is a terminal").doesNotContain("canary");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(asked.out()).contains("canary");
    assertThat(piped.out()).contains("7");
  }

  /** Under a pseudo terminal, which script(1) makes. */
  private Result onTerminal(String shellCommand) {
    return process.run(List.of("script", "-qec", shellCommand, "/dev/null"));
  }
}
