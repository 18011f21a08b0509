// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatFileTest {

  @TempDir Path directory;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private Map<String, String> read(String name, String text) throws IOException {
    return values(settings(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  private Settings settings(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, content);
    return FlatFile.read(file, problems);
  }

  private static Map<String, String> values(Settings settings) {
    return settings.keys().stream()
        .collect(Collectors.toMap(key -> key, key -> settings.find(key).orElseThrow()));
  }

  private List<String> reasons() {
    return problems.stream().map(ConfigProblem::reason).toList();
  }

  @Nested
  class Yaml {

    @Test
    void joinsNestedMapsByDotsAndListsByCommas() throws IOException {
      assertThat(
              read(
                  "a.yaml",
                  """
                  version: 1
                  app.erp:
                    client-id: abc
                    sellers: [default, eu]
                    seller.eu.region: eu
                  rotation: { at: 150d, time-zone: Europe/Berlin }
                  """))
          .isEqualTo(
              Map.of(
                  "version", "1",
                  "app.erp.client-id", "abc",
                  "app.erp.sellers", "default,eu",
                  "app.erp.seller.eu.region", "eu",
                  "rotation.at", "150d",
                  "rotation.time-zone", "Europe/Berlin"));
      assertThat(problems).isEmpty();
    }

    @Test
    void takesScalarsAsTheyAreWritten() throws IOException {
      assertThat(read("a.yaml", "{a: NO, b: 0123, c: 1e3, d: 2026-07-01, e: true, f: ''}"))
          .isEqualTo(
              Map.of("a", "NO", "b", "0123", "c", "1e3", "d", "2026-07-01", "e", "true", "f", ""));
    }

    @Test
    void mayBeEmpty() throws IOException {
      assertThat(read("a.yaml", "")).isEmpty();
      assertThat(read("b.yaml", "# nothing\n")).isEmpty();
      assertThat(problems).isEmpty();
    }

    @Test
    void refusesAnchorsSoThatItCannotGrow() throws IOException {
      read("a.yaml", "a: &x [1]\nb: [*x, *x]\n");

      assertThat(reasons()).contains("uses an anchor, which is not supported; write the value out");
    }

    @Test
    void refusesADeepNest() throws IOException {
      read("a.yaml", "{a: ".repeat(30) + "1" + "}".repeat(30));

      assertThat(reasons()).containsExactly("is nested too deeply");
    }

    @Test
    void refusesWhatIsNoMap() throws IOException {
      read("a.yaml", "- a\n- b\n");

      assertThat(reasons()).containsExactly("is not a map of settings");
    }
  }

  @Nested
  class Properties {

    @Test
    void areTakenAsTheyAre() throws IOException {
      assertThat(
              read(
                  "a.properties",
                  "# comment\nstore=file\nremind.quiet = 90,120 \nname\\ x: Größe\nlong=a,\\\n  b\n"))
          .isEqualTo(
              Map.of("store", "file", "remind.quiet", "90,120", "name x", "Größe", "long", "a,b"));
    }

    @Test
    void knowTheirLines() throws IOException {
      Settings settings =
          settings("a.properties", "# c\r\n\r\na=1\r\nb=2".getBytes(StandardCharsets.UTF_8));

      assertThat(settings.origin("a").orElseThrow().text()).endsWith("a.properties:3");
      assertThat(settings.origin("b").orElseThrow().text()).endsWith("a.properties:4");
    }

    @Test
    void mayNotRepeatAKey() throws IOException {
      read("a.properties", "a=1\nb=2\na=3\n");

      assertThat(reasons()).containsExactly("is given a second time; the first is in line 1");
    }

    @Test
    void mayNotHaveAMalformedEscape() throws IOException {
      read("a.properties", "a=\\u12\n");

      assertThat(reasons()).containsExactly("has a malformed \\u escape");
    }
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    settings("a.yaml", new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThat(reasons()).containsExactly("is not UTF-8");
  }

  @Test
  void refusesWhatIsTooLong() throws IOException {
    settings("a.yaml", new byte[(1 << 20) + 1]);

    assertThat(reasons()).containsExactly("is longer than 1 MiB");
  }
}
