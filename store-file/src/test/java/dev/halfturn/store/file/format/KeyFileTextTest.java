// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTextTest {

  private static final String ZEROS = "HTK1-" + "A".repeat(43) + "-f0d34db3";

  @Test
  void aKeyComesBackFromItsText() {
    for (int i = 0; i < 1000; i++) {
      UnlockKey.RawKey key = UnlockKey.RawKey.generate(Samples.RANDOM);

      SecretValue text = KeyFileText.format(key);

      assertThat(text.revealUtf8()).matches("HTK1-[A-Za-z0-9_-]{43}-[0-9a-f]{8}");
      assertThat(text.size()).isEqualTo(KeyFileText.LENGTH);
      assertThat(KeyFileText.parse(text).key()).isEqualTo(key.key());
    }
  }

  @Test
  void theTextOfAGivenKeyIsThisOne() {
    UnlockKey.RawKey zeros = new UnlockKey.RawKey(SecretValue.of(new byte[32]));

    assertThat(KeyFileText.format(zeros).revealUtf8()).isEqualTo(ZEROS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void oneEndOfLineMayFollow(String end) {
    assertThat(KeyFileText.parse(Samples.value(ZEROS + end)).key())
        .isEqualTo(SecretValue.of(new byte[32]));
  }

  @Test
  void anyOneCharacterChangedIsNoticed() {
    String text = KeyFileText.format(Samples.KEY).revealUtf8();
    for (int i = 0; i < text.length(); i++) {
      for (char other : "A-_z0f \u00e4".toCharArray()) {
        String changed = text.substring(0, i) + other + text.substring(i + 1);
        if (other != text.charAt(i)) {
          assertThat(Samples.refusal(() -> KeyFileText.parse(Samples.value(changed))))
              .as("character %d", i)
              .isEqualTo("KEY_MALFORMED");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r\n",
        "x",
        "HTK1-",
        "htk1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f0d34db3",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-F0D34DB3",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_f0d34db3",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB-f0d34db3",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f0d34db3\n\n",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f0d34db3\r",
        " HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f0d34db3",
        "HTK1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-f0d34db"
      })
  void everythingElseIsRefusedWithoutBeingQuoted(String text) {
    assertThatExceptionOfType(HalfturnException.class)
        .isThrownBy(() -> KeyFileText.parse(Samples.value(text)))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.reason()).isEqualTo("KEY_MALFORMED");
              assertThat(e.getMessage()).doesNotContain("AAAA", "f0d3");
            });
  }

  @Test
  void aRawKeyHasThirtyTwoBytes() {
    assertThatThrownBy(() -> new UnlockKey.RawKey(SecretValue.of(new byte[31])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
