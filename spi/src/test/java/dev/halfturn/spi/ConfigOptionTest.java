// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigOptionTest {

  private enum Mode {
    READ_ONLY,
    FULL
  }

  @Test
  void describesItself() {
    ConfigOption<String> option = ConfigOption.string("key-file", "Where the key is");

    assertThat(option.key()).isEqualTo("key-file");
    assertThat(option.doc()).isEqualTo("Where the key is");
    assertThat(option.defaultText()).isEmpty();
    assertThat(option.required()).isFalse();
    assertThat(option.sensitive()).isFalse();
    assertThat(option).hasToString("key-file");
  }

  @Test
  void isRequiredOrHasADefaultButNotBoth() {
    ConfigOption<Integer> option = ConfigOption.integer("tries", "How often", 1, 9);

    assertThat(option.defaultsTo("3").defaultText()).contains("3");
    assertThat(option.defaultsTo("3").require().defaultText()).isEmpty();
    assertThat(option.require().required()).isTrue();
    assertThat(option.require().defaultsTo("3").required()).isFalse();
    assertThat(option.required()).as("the original").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "a.b", "-a", "a-", "a--b", "a b", "ä"})
  void refusesIllegalKeys(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigOption.string(key, "doc"));
  }

  @Test
  void wholeNumbersHaveLimits() {
    ConfigOption<Integer> option = ConfigOption.integer("n", "doc", -2, 10);

    assertThat(option.parse("-2")).isEqualTo(-2);
    assertThat(option.parse("10")).isEqualTo(10);
    for (String bad : List.of("-3", "11", "1.0", "", "x", "0x1", "99999999999", " 1")) {
      assertRefused(option, bad, "must be a whole number from -2 to 10");
    }
  }

  @Test
  void truthIsTrueOrFalse() {
    ConfigOption<Boolean> option = ConfigOption.bool("b", "doc");

    assertThat(option.parse("true")).isTrue();
    assertThat(option.parse("false")).isFalse();
    for (String bad : List.of("yes", "1", "TRUE", "", "true ")) {
      assertRefused(option, bad, "must be true or false");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "5m, PT5M",
    "1h, PT1H",
    "180d, PT4320H",
    "PT36H, PT36H",
    "P7D, PT168H",
    "999999999d, PT23999999976H",
  })
  void durations(String text, Duration expected) {
    assertThat(ConfigOption.duration("d", "doc").parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "-5s",
        "0s",
        "PT0S",
        "PT-1H",
        "5 m",
        "1y",
        "1w",
        "9999999999d",
        "P1Y",
        "PT9999999999999999999H"
      })
  void whatIsNoPositiveDuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigOption.duration("d", "doc").parse(text))
        .withMessageStartingWith("must be ");
  }

  @Test
  void paths() {
    ConfigOption<Path> option = ConfigOption.path("p", "doc");

    assertThat(option.parse("a/b")).isEqualTo(Path.of("a", "b"));
    assertRefused(option, "", "must be a path, not nothing");
    assertRefused(option, "a\u0000b", "must be a path of this system");
  }

  @Test
  void urisAreAbsolute() {
    ConfigOption<URI> option = ConfigOption.uri("u", "doc");

    assertThat(option.parse("https://x.example/y")).isEqualTo(URI.create("https://x.example/y"));
    assertRefused(option, "x.example/y", "must be a URI with a scheme, such as https://");
    assertRefused(option, "https://x example", "must be a URI");
  }

  @Test
  void oneOfAnEnum() {
    ConfigOption<Mode> option = ConfigOption.oneOf("m", "doc", Mode.class);

    assertThat(option.parse("read-only")).isEqualTo(Mode.READ_ONLY);
    assertThat(option.parse("full")).isEqualTo(Mode.FULL);
    for (String bad : List.of("READ_ONLY", "read_only", "", "other")) {
      assertRefused(option, bad, "must be one of read-only, full");
    }
  }

  @Test
  void lists() {
    ConfigOption<List<String>> option = ConfigOption.list("l", "doc");

    assertThat(option.parse("a, b ,c")).containsExactly("a", "b", "c");
    assertThat(option.parse("a")).containsExactly("a");
    assertThat(option.parse(" , ")).isEmpty();
  }

  @Test
  void secretsAreSensitive() {
    ConfigOption<SecretValue> option = ConfigOption.secret("s", "doc");

    assertThat(option.sensitive()).isTrue();
    assertThat(option.require().sensitive()).isTrue();
    assertThat(option.parse("x")).isEqualTo(SecretValue.ofUtf8("x"));
    assertRefused(option, "", "a secret must not be empty");
  }

  @Test
  void aParsersOwnReasonIsShownAndAnyOtherTextIsNot() {
    String value = "value-not-to-be-quoted";

    assertRefused(
        ConfigOption.of(
            "o",
            "doc",
            text -> {
              throw new IllegalArgumentException("must be nice");
            }),
        value,
        "must be nice");
    assertRefused(
        ConfigOption.of("o", "doc", SecretName::of), "No", "not a legal entry name: 'No'");
    for (ConfigOption<?> quoting :
        List.of(
            ConfigOption.of("o", "doc", Integer::valueOf),
            ConfigOption.of("o", "doc", Instant::parse),
            ConfigOption.of(
                "o",
                "doc",
                text -> {
                  throw new IllegalStateException(text);
                }),
            ConfigOption.of("o", "doc", text -> null))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> quoting.parse(value))
          .withMessageStartingWith("has a form that cannot be read")
          .withMessageNotContaining(value)
          .withNoCause();
    }
  }

  private static void assertRefused(ConfigOption<?> option, String text, String reason) {
    assertThatThrownBy(() -> option.parse(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason)
        .hasNoCause();
  }
}
