// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.halfturn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(Map.of("HOST", "example.com", "EMPTY", "").get(name));
  }

  @Test
  void keepsValuesKeysAndOrigins() {
    Origin line = Origin.file(Path.of("halfturn.yaml"), 12);
    Settings settings = Settings.builder().put("store", "file", line).build();
    assertThat(settings.keys()).containsExactly("store");
    assertThat(settings.find("store")).contains("file");
    assertThat(settings.find("apps")).isEmpty();
    assertThat(settings.origin("store")).contains(line).get().hasToString("halfturn.yaml:12");
    assertThat(settings.origin("apps")).isEmpty();
    assertThat(Settings.of(Map.of("store", "file")).origin("store")).contains(Origin.CODE);
  }

  @Test
  void aLaterValueReplacesAnEarlierOne() {
    Settings base = Settings.of(Map.of("store", "file", "apps", "erp"));
    Settings layered =
        base.toBuilder()
            .putAll(Settings.of(Map.of("store", "memory")))
            .put("scheduler", "local", Origin.of(Origin.Kind.COMMAND_LINE, "--set"))
            .build();
    assertThat(layered.find("store")).contains("memory");
    assertThat(layered.find("apps")).contains("erp");
    assertThat(layered.origin("scheduler")).get().hasToString("--set");
    assertThat(base.find("store")).contains("file");
    assertThat(base.find("scheduler")).isEmpty();
  }

  @Test
  void whatWasBuiltDoesNotChangeWithItsBuilder() {
    Settings.Builder builder = Settings.builder().put("store", "file", Origin.CODE);
    Settings settings = builder.build();
    builder.put("store", "memory", Origin.CODE);
    assertThat(settings.find("store")).contains("file");
  }

  @Test
  void theTextFormShowsNoValue() {
    assertThat(Settings.of(Map.of("store", "canary")))
        .asString()
        .contains("store")
        .doesNotContain("canary");
  }

  @Nested
  class Resolving {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
      "plain, plain",
      "https://${env:HOST}/x, https://example.com/x",
      "${env:HOST}${env:HOST}, example.comexample.com",
      "a${env:EMPTY}b, ab",
      "$, $",
      "$1.50 $$ {env:HOST} $, $1.50 $$ {env:HOST} $",
      "$${env:HOST}, ${env:HOST}",
      "$$${env:HOST}, $${env:HOST}",
      "x$${ ${env:HOST}, x${ example.com",
      "${env:HOST}$${, example.com${",
    })
    void replacesReferencesAndNothingElse(String given, String resolved) {
      assertThat(resolve(given)).isEqualTo(resolved);
    }

    @ParameterizedTest
    @CsvSource({
      "one, one",
      "'one\n', one",
      "'one\r\n', one",
      "'one\n\n', 'one\n'",
      "' one ', ' one '",
      "'${env:HOST}', '${env:HOST}'",
    })
    void takesAFileAsItIsWithoutItsLastLineEnd(String content, String resolved) throws IOException {
      Path file = Files.writeString(folder.resolve("value"), content);
      assertThat(resolve("<${file:" + file + "}>")).isEqualTo("<" + resolved + ">");
    }

    @Test
    void aRelativePathStartsWhereTheSettingStands() throws IOException {
      Files.writeString(folder.resolve("value"), "found");
      Settings settings =
          Settings.builder()
              .put("key", "${file:value}", Origin.file(folder.resolve("halfturn.yaml"), 1))
              .build();
      assertThat(settings.resolve(SettingsTest::environment).find("key")).contains("found");
    }

    @ParameterizedTest
    @CsvSource({
      "${env:MISSING}, 'refers to environment variable MISSING, which is not set'",
      "${env:a canary}, has a reference to an impossible environment variable",
      "${env:}, has a reference to an impossible environment variable",
      "${env:HOST, has a reference without its closing '}'; write $${ for a literal ${",
      "${other:canary}, 'has a reference that is none of ${env:NAME}, ${file:path} and"
          + " ${secret:entry}; write $${ for a literal ${'",
      "${secret:canary}, 'refers to an entry of the store, which is not open'",
      "${secret:A canary}, has a reference to an entry with an impossible name",
      "${file:/no/such/canary}, names a file that does not exist",
      "${file:/}, names a file that cannot be read",
      "'${file:\0canary}', does not name a possible path of a file",
    })
    void whatCannotBeResolvedIsAProblemThatQuotesNoValue(String given, String reason) {
      assertThat(problem(given).text()).isEqualTo("settings: key: " + reason);
    }

    @Test
    void aFileMustBeShortText() throws IOException {
      Path file = folder.resolve("value");
      Files.write(file, new byte[] {'a', (byte) 0xff});
      assertThat(problem("${file:" + file + "}").reason()).contains("not text");
      Files.writeString(file, "a".repeat(64 * 1024 + 1));
      assertThat(problem("${file:" + file + "}").reason()).contains("64 KiB");
      Files.writeString(file, "a".repeat(64 * 1024));
      assertThat(resolve("${file:" + file + "}")).hasSize(64 * 1024);
    }

    @Test
    void reportsAllProblemsAtOnce() {
      Settings settings =
          Settings.of(Map.of("a", "${env:X}", "b", "fine", "c", "${x}", "d", "${env:Y}"));
      assertThatThrownBy(() -> settings.resolve(SettingsTest::environment))
          .asInstanceOf(type(ConfigException.class))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(e.reason()).isEqualTo("CONFIG_INVALID");
                assertThat(e).hasMessageStartingWith("3 problems in the configuration, the first:");
                assertThat(e.problems())
                    .extracting(ConfigProblem::key)
                    .containsExactly("a", "c", "d");
              });
    }

    private String resolve(String value) {
      return Settings.of(Map.of("key", value))
          .resolve(SettingsTest::environment)
          .find("key")
          .orElseThrow();
    }

    private ConfigProblem problem(String value) {
      try {
        throw new AssertionError("resolved to " + resolve(value));
      } catch (ConfigException e) {
        assertThat(e).hasMessage(e.problems().get(0).text());
        return e.problems().get(0);
      }
    }
  }
}
