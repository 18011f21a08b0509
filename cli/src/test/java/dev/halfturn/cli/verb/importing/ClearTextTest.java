// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearTextTest {

  @TempDir Path directory;

  private ClearText file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return ClearText.of(new Place(name, Optional.empty(), Optional.of(file)));
  }

  private static String cleaned(ClearText file) {
    return file.without(file.secrets()).orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void losesSecretsAndTokensAndNothingElse() throws IOException {
    String before =
        """
        # 😀
        export LWA_APP_ID='id'
        LWA_CLIENT_SECRET='a b' # mine
        SP_API_REFRESH_TOKEN_EU = t
        X="y"
        """;
    String after =
        """
        # 😀
        export LWA_APP_ID='id'
        LWA_CLIENT_SECRET= # mine
        SP_API_REFRESH_TOKEN_EU =\s
        X="y"
        """;

    assertThat(cleaned(file(".env", before))).isEqualTo(after);
    assertThat(cleaned(file(".env", before.replace("\n", "\r\n"))))
        .isEqualTo(after.replace("\n", "\r\n"));
  }

  @Test
  void keepsTheShapeOfAYamlFile() throws IOException {
    String before =
        """
        version: '1.0'
        base: &b
          lwa_client_secret: >-
            a
          x: 1
        eu:
          <<: *b
          refresh_token:   t   # c
          lwa_app_id: "i"
        """;
    String after =
        """
        version: '1.0'
        base: &b
          lwa_client_secret: ''
          x: 1
        eu:
          <<: *b
          refresh_token:   ''   # c
          lwa_app_id: "i"
        """;

    assertThat(cleaned(file("credentials.yml", before))).isEqualTo(after);
    assertThat(cleaned(file("x.json", "{\"AppClientId\":\"i\",\"AppClientSecret\":\"s\"}")))
        .isEqualTo("{\"AppClientId\":\"i\",\"AppClientSecret\":\"\"}");
  }

  @Test
  void findsAValueThatIsStillThereSomewhereElse() throws IOException {
    ClearText file = file(".env", "# was LWA_CLIENT_SECRET=abc\nLWA_CLIENT_SECRET=abc\n");

    assertThat(ClearText.lines(cleaned(file), "abc")).containsExactly(1);
  }

  @Test
  void isReplacedWithItsModeKept() throws IOException {
    ClearText file = file(".env", "LWA_CLIENT_SECRET=abc\n");
    Path path = directory.resolve(".env");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

    file.replaceBy("other");

    assertThat(path).hasContent("other");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
    assertThat(files()).containsExactly(path);
  }

  @Test
  void isReplacedBehindALinkThatStaysOne() throws IOException {
    Path real = Files.writeString(directory.resolve("real"), "LWA_CLIENT_SECRET=abc\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));

    ClearText.of(new Place("link", Optional.empty(), Optional.of(link))).replaceBy("other");

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("other");
  }

  @Test
  void isLeftAloneIfSomebodyElseHasWrittenMeanwhile() throws IOException {
    ClearText file = file(".env", "LWA_CLIENT_SECRET=abc\n");
    Path path = Files.writeString(directory.resolve(".env"), "newer");

    assertThatThrownBy(() -> file.replaceBy("other"))
        .isInstanceOf(HalfturnException.class)
        .hasMessage(".env was changed meanwhile");
    assertThat(path).hasContent("newer");
    assertThat(files()).containsExactly(path);
  }

  @Test
  void isLeftAloneIfItHasASecondName() throws IOException {
    ClearText file = file(".env", "LWA_CLIENT_SECRET=abc\n");
    Path path = directory.resolve(".env");
    Files.createLink(directory.resolve("other"), path);

    assertThatThrownBy(() -> file.replaceBy("x"))
        .isInstanceOf(HalfturnException.class)
        .hasMessageContaining("has another name");
    assertThat(path).hasContent("LWA_CLIENT_SECRET=abc\n");
  }

  @Test
  void isRefusedIfItIsBroken() throws IOException {
    assertThatThrownBy(() -> file("a.yml", "a: [canary\n"))
        .isInstanceOf(HalfturnException.class)
        .hasMessageMatching("a\\.yml:\\d: is not well-formed YAML");
    Path binary = Files.write(directory.resolve("b"), new byte[] {(byte) 0xC3, 0x28});
    Place place = new Place("b", Optional.empty(), Optional.of(binary));
    assertThatThrownBy(() -> ClearText.of(place)).hasMessage("b: is not UTF-8");
  }
}
