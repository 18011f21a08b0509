// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SecretInputTest {

  @TempDir Path directory;

  @Command
  static final class Holder {
    @Mixin SecretInput input;
  }

  private SecretValue read(byte[] in, String... args) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(args);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return holder.input.read(
        "value",
        new Surroundings(
            new ByteArrayInputStream(in),
            nowhere,
            nowhere,
            Map.of(),
            Map.of(),
            InstantSource.system(),
            Terminal.none(),
            directory,
            duration -> {}));
  }

  private SecretValue readText(String in, String... args) {
    return read(in.getBytes(StandardCharsets.UTF_8), args);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "s3cret,s3cret",
        "s3cret\\n,s3cret",
        "s3cret\\r\\n,s3cret",
        "a\\n\\n,a\\n",
        " b ,' b '"
      })
  void dropsOneLineEndAndNothingElse(String in, String expected) {
    assertThat(readText(in.translateEscapes(), "-").revealUtf8())
        .isEqualTo(expected.translateEscapes());
  }

  @Test
  void takesAnyBytes() {
    assertThat(read(new byte[] {0, -1, 10}, "-").reveal()).containsExactly(0, -1);
  }

  @Test
  void readsAFileBesideTheWorkingDirectory() throws IOException {
    Files.writeString(directory.resolve("s.txt"), "s3cret\n");

    assertThat(readText("", "--secret-file", "s.txt").revealUtf8()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"'', no value was given", "\\n, no value was given"})
  void refusesNothing(String in, String message) {
    assertThatThrownBy(() -> readText(in.translateEscapes(), "-")).hasMessage(message);
  }

  @Test
  void refusesMoreThan64KiB() {
    assertThatThrownBy(() -> read(new byte[64 * 1024 + 1], "-"))
        .hasMessage("the value is longer than 64 KiB");
  }

  @Test
  void namesTheFlagsWhereNobodyCanBeAsked() {
    assertThatThrownBy(() -> readText(""))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.hint().orElseThrow())
                  .contains("'-' (standard input), --secret-file or --secret-fd");
            });
  }

  @Test
  void saysThatAFileIsMissingWithoutItsName() {
    assertThatThrownBy(() -> readText("", "--secret-file", "canary-4711"))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageNotContaining("canary");
  }
}
