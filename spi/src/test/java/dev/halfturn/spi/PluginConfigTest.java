// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginConfigTest {

  private static final ConfigOption<String> PATH =
      ConfigOption.string("path", "Where it is").require();
  private static final ConfigOption<Integer> TRIES =
      ConfigOption.integer("tries", "How often", 1, 9).defaultsTo("3");
  private static final ConfigOption<SecretValue> KEY = ConfigOption.secret("key", "What opens it");
  private static final List<ConfigOption<?>> OPTIONS = List.of(PATH, TRIES, KEY);

  @Test
  void holdsEveryGivenValue() {
    PluginConfig config = parse(Map.of("path", "/a", "tries", "7", "key", "k"));

    assertThat(config.get(PATH)).isEqualTo("/a");
    assertThat(config.get(TRIES)).isEqualTo(7);
    assertThat(config.find(KEY)).contains(SecretValue.ofUtf8("k"));
  }

  @Test
  void holdsDefaultsOfWhatIsNotGiven() {
    PluginConfig config = parse(Map.of("path", "/a"));

    assertThat(config.get(TRIES)).isEqualTo(3);
    assertThat(config.find(KEY)).isEmpty();
  }

  @Test
  void holdsWhatIsGivenByNameUnderItsNames() {
    ConfigOption<Map<String, String>> alias = ConfigOption.byName("alias", "doc");
    PluginConfig.Parsed parsed =
        PluginConfig.parse(
            List.of(alias), Map.of("alias.b/c", "/B/c", "alias.a", "/A", "aliases.a", "/A"));
    PluginConfig config =
        PluginConfig.parse(List.of(alias), Map.of("alias.b/c", "/B/c", "alias.a", "/A"))
            .config()
            .orElseThrow();

    assertThat(parsed.problems()).containsExactly("aliases.a: is not an option");
    assertThat(config.get(alias)).containsExactly(Map.entry("a", "/A"), Map.entry("b/c", "/B/c"));
    assertThat(PluginConfig.parse(List.of(alias), Map.of()).config().orElseThrow().get(alias))
        .isEmpty();
    assertThat(PluginConfig.parse(List.of(alias), Map.of("alias", "/A")).problems())
        .containsExactly("alias: is not an option");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    PluginConfig.Parsed parsed =
        PluginConfig.parse(OPTIONS, Map.of("tries", "10", "key", "", "zone", "x", "alpha", "y"));

    assertThat(parsed.config()).isEmpty();
    assertThat(parsed.problems())
        .containsExactly(
            "path: is required",
            "tries: must be a whole number from 1 to 9",
            "key: a secret must not be empty",
            "alpha: is not an option",
            "zone: is not an option");
  }

  @Test
  void aBrokenParserIsOneProblemAmongOthers() {
    ConfigOption<Object> broken =
        ConfigOption.of(
            "broken",
            "doc",
            text -> {
              throw new IllegalStateException(text);
            });

    assertThat(PluginConfig.parse(List.of(broken, PATH), Map.of("broken", "not-shown")).problems())
        .containsExactly(
            "broken: has a form that cannot be read (IllegalStateException)", "path: is required");
  }

  @Test
  void aWrongDefaultIsAProblem() {
    assertThat(PluginConfig.parse(List.of(TRIES.defaultsTo("10")), Map.of()).problems())
        .containsExactly("tries: must be a whole number from 1 to 9");
  }

  @Test
  void askingForWhatWasNeverThereIsAFaultOfThePlugin() {
    PluginConfig config = parse(Map.of("path", "/a"));

    assertThatThrownBy(() -> config.get(KEY))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
        .hasMessageContaining("'key'");
  }

  @Test
  void itsTextFormShowsKeysAndNoValues() {
    assertThat(parse(Map.of("path", "/a", "key", "not-shown")))
        .hasToString("PluginConfig[key, path, tries]");
  }

  private static PluginConfig parse(Map<String, String> texts) {
    PluginConfig.Parsed parsed = PluginConfig.parse(OPTIONS, texts);
    assertThat(parsed.problems()).isEmpty();
    return parsed.config().orElseThrow();
  }
}
