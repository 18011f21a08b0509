// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export} writes is what others read, whatever a value is made of. */
class ExportRoundTripTest {

  private static final String NASTY =
      "'it''s' \"quoted\" $HOME `id` ${x} $(id) \\n \\\\ #c = : ! & ; ~ \ttab ü 😀 \u2028 end ";

  @TempDir Path directory;
  private CommandRun command;

  @BeforeEach
  void init() {
    command = CommandRun.in(directory);
    assertThat(command.run("init", "--unlock", "key-file")).isZero();
    put("erp/lwa/clientidentifier", "amzn1.application-oa2-client.0123");
  }

  private void put(String entry, String value) {
    assertThat(command.input(value + "\n").run("secret", "set", entry, "-")).isZero();
    command.input("");
  }

  private String export(String format) {
    assertThat(command.run("export", "erp", "--as", "python", "-f", format)).isZero();
    return command.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {NASTY, "plain", "two\nlines\r\nand more\n\n", "'", "\"", "\\", "$"})
  void isReadByAShell(String value) throws IOException, InterruptedException {
    put("erp/lwa/clientsecret", value);
    Path file = Files.writeString(directory.resolve("erp.sh"), export("env"));
    Path read = directory.resolve("read");

    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                ". \"$0\"; sh -c 'printf %s \"$LWA_CLIENT_SECRET\"'",
                file.toString())
            .redirectOutput(read.toFile())
            .start();

    assertThat(shell.waitFor()).isZero();
    assertThat(read).hasBinaryContent(value.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {NASTY, "plain", "two\nlines\r\nand more\n\n", " ", "\\", "#", "="})
  void isReadByTheJdk(String value) throws IOException {
    put("erp/lwa/clientsecret", value);
    Properties properties = new Properties();
    properties.load(new StringReader(export("properties")));

    assertThat(properties).hasSize(2).containsEntry("LWA_CLIENT_SECRET", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {NASTY, "plain", "two\nlines\r\nand more\n\n", "\\", "\""})
  void isReadAsJson(String value) throws IOException {
    put("erp/lwa/clientsecret", value);

    assertThat(JSON.std.mapFrom(export("json")))
        .hasSize(2)
        .containsEntry("LWA_CLIENT_SECRET", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's\"$home${x}`id`\\n\\\\#c=:!&;~end", "plain-and-long-enough"})
  void isReadByImport(String value) throws IOException {
    put("erp/lwa/clientsecret", value);
    Files.writeString(directory.resolve("erp.env"), export("dotenv"));
    assertThat(command.run("app", "remove", "erp", "--yes")).isZero();

    assertThat(command.run("import", "erp.env", "--app", "again", "--created", "today")).isZero();
    assertThat(command.run("secret", "get", "again/lwa/clientsecret")).isZero();
    assertThat(command.out()).isEqualTo(value + "\n");
  }

  @Test
  void isNotWrittenToATerminalUnlessRevealed() {
    put("erp/lwa/clientsecret", "canary");
    command.terminal(new ScriptedTerminal());

    assertThat(command.run("export", "erp")).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.run("export", "erp", "--dry-run")).isZero();
    assertThat(command.out()).doesNotContain("canary");
    assertThat(command.run("export", "erp", "--reveal")).isZero();
    assertThat(command.out()).contains("canary");
  }

  @Test
  void isRefusedAsTextIfItIsNone() throws IOException {
    Path file = Files.write(directory.resolve("binary"), new byte[] {1, (byte) 0xFF});
    assertThat(
            command.run("secret", "set", "erp/lwa/clientsecret", "--secret-file", file.toString()))
        .isZero();

    assertThat(command.run("export", "erp")).isEqualTo(2);
    assertThat(command.err()).contains("the secret is not text");
  }

  @Test
  void anEncryptedFileAsksForItsPassphraseTwice() {
    put("erp/lwa/clientsecret", "canary");
    String passphrase = "correct horse battery ${staple}";
    ScriptedTerminal person = new ScriptedTerminal(passphrase, passphrase);
    command.terminal(person);

    assertThat(command.run("export", "erp", "--encrypted", "out.halfturn")).isZero();
    assertThat(person.questions)
        .containsExactly(
            "hidden Passphrase of the file (hidden): ",
            "hidden Passphrase of the file again (hidden): ");
    assertThat(directory.resolve("out.halfturn")).exists();
    assertThat(directory).isDirectoryNotContaining("glob:**/.halfturn-export*");
  }
}
