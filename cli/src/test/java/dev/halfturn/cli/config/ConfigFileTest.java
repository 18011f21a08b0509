// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One setting changed, and everything else as it was. */
class ConfigFileTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("config.yaml");
  }

  private String changed(String text, String key, String value) throws IOException {
    Files.writeString(file, text);
    ConfigFile.read(file).with(key, value).write();
    return Files.readString(file);
  }

  @ParameterizedTest
  @CsvSource({
    "'a: 1\n', a, 2, 'a: 2\n'",
    "'a: 1', b, 2, 'a: 1\nb: 2\n'",
    "'', a, 2, 'a: 2\n'",
    "'# only this\n', a, 2, '# only this\na: 2\n'",
    "'a: ''1''  # one\n', a, 2, 'a: 2  # one\n'",
    "'a: \"1\"\n', a, x y, 'a: ''x y''\n'",
    "'a:\n  b: 1\n  c: 2\n', a.b, 3, 'a:\n  b: 3\n  c: 2\n'",
    "'a: {b: 1, c: 2}\n', a.c, 3, 'a: {b: 1, c: 3}\n'",
    "'a: {b: 1}\n', a.c, 3, 'a: {b: 1}\na.c: 3\n'",
    "'a.b:\n  c.d: 1\n', a.b.c.d, 3, 'a.b:\n  c.d: 3\n'",
    "'a: [1, 2]\nb: 1\n', a, '3,4', 'a: ''3,4''\nb: 1\n'",
    "'a:\n- 1\n- 2\nb: 1\n', a, 3, 'a: 3\nb: 1\n'",
    "'a: 1\n', a, null, 'a: ''null''\n'",
    "'a: 1\n', a, '${env:X}', 'a: ''${env:X}''\n'",
    "'ä: 1\na: ''😀''\nb: 1\n', b, 2, 'ä: 1\na: ''😀''\nb: 2\n'",
  })
  void inYaml(String text, String key, String value, String expected) throws IOException {
    assertThat(changed(text, key, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'a: |\n  1\n', a",
    "'a:\n  # one\n  - 1\n', a",
    "'a: [1, # one\n  2]\n', a",
    "'{a: 1}\n', b",
    "'a: 1\n...\n', b",
  })
  void isLeftAloneWhereSomethingWouldGetLost(String text, String key) throws IOException {
    assertThatThrownBy(() -> changed(text, key, "2"))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("EDIT_BY_HAND"));
    assertThat(file).hasContent(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'a=1\n', a, 2, 'a=2\n'",
    "'a : 1\n# b\n\nb=1', b, x\\y, 'a : 1\n# b\n\nb=x\\\\y\n'",
    "'a=1\\\n  2\nb=3\n', a, 4, 'a=4\nb=3\n'",
    "'! a=1\n', a, 2, '! a=1\na=2\n'",
    "'a=1\r\nb=2\r\n', b, 3, 'a=1\r\nb=3\r\n'",
  })
  void inProperties(String text, String key, String value, String expected) throws IOException {
    file = directory.resolve("config.properties");

    assertThat(changed(text, key, value)).isEqualTo(expected);
  }

  @Test
  void aValueIsOneLine() throws IOException {
    Files.writeString(file, "a: 1\n");

    assertThatThrownBy(() -> ConfigFile.read(file).with("a", "1\nb: 2"))
        .isInstanceOf(HalfturnException.class);
  }

  @Test
  void theFileStaysWhoseItIsAndAsClosed() throws IOException {
    Files.writeString(file, "a: 1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    ConfigFile.read(file).with("a", "2").write();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path real = Files.writeString(directory.resolve("real.yaml"), "a: 1\n");
    Files.createSymbolicLink(file, real);

    ConfigFile.read(file).with("a", "2").write();

    assertThat(file).isSymbolicLink();
    assertThat(real).hasContent("a: 2");
  }

  @Test
  void whatCannotBeWrittenStays() throws IOException {
    Files.writeString(file, "a: 1\n");
    ConfigFile changed = ConfigFile.read(file).with("a", "2");
    Files.createDirectory(directory.resolve(".config.yaml.tmp"));
    Files.createFile(directory.resolve(".config.yaml.tmp").resolve("in-the-way"));

    assertThatThrownBy(changed::write)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("STORE_READ_ONLY"));
    assertThat(file).hasContent("a: 1");
  }
}
