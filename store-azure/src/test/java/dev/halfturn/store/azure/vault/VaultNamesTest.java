// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultNamesTest {

  private static final int TRIES = 20_000;
  private static final String LETTERS = "ab0---//";

  private static VaultNames names(String prefix) {
    Map<String, String> texts = new HashMap<>(Map.of("vault", "erp"));
    if (!prefix.isEmpty()) {
      texts.put("prefix", prefix);
    }
    return VaultNames.of(PluginConfig.parse(KeyVaultOptions.ALL, texts).config().orElseThrow());
  }

  private static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder("a");
    int length = random.nextInt(longest);
    while (text.length() < length) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.append('b').toString().replaceAll("-+", "-").replaceAll("-?/[-/]*", "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod", "a--b", "this-is-a-longer-prefix-than-most"})
  void noTwoEntriesMeetAndEachIsReadBack(String prefix) {
    VaultNames names = names(prefix);
    Random random = new Random(7);
    Map<String, SecretName> taken = new HashMap<>();
    int refused = 0;
    for (int i = 0; i < TRIES; i++) {
      SecretName name = new SecretName(text(random, i % 2 == 0 ? 8 : 118));
      String raw;
      try {
        raw = names.raw(name);
      } catch (HalfturnException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        refused++;
        continue;
      }
      assertThat(raw).matches("[0-9a-z-]{1,127}");
      assertThat(taken.computeIfAbsent(raw, key -> name)).isEqualTo(name);
      assertThat(names.entry(raw)).contains(name);
      assertThat(names.entry(raw.toUpperCase(Locale.ROOT))).contains(name);
    }
    assertThat(taken).hasSizeGreaterThan(TRIES / 10);
    assertThat(refused).isLessThan(TRIES / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "erp/lwa/clientsecret, erp--lwa--clientsecret",
    "my-erp/a-b, my-erp--a-b",
    "erp, erp"
  })
  void segmentsAreJoinedByTwoHyphens(String name, String raw) {
    assertThat(names("").raw(new SecretName(name))).isEqualTo(raw);
    assertThat(names("prod").raw(new SecretName(name))).isEqualTo("prod--" + raw);
  }

  @Test
  void aNameOfVeryManySegmentsIsWrittenTheOtherWayRound() {
    String deep = "a/".repeat(50) + "b-c";

    assertThat(names("").raw(new SecretName(deep))).isEqualTo("-" + "a-".repeat(50) + "b--c");
  }

  @Test
  void whatStaysTooLongIsRefused() {
    SecretName name = new SecretName("a".repeat(120));

    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> names("eight-letters").raw(name));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.hint()).contains("call it otherwise, or use a shorter prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a---b", "a--", "-a", "-a--b", "--a", "a----b", "prod-erp", "other--prod--a"})
  void namesOfOthersAreNoEntries(String raw) {
    assertThat(names("prod").entry(raw)).isEmpty();
    if (!raw.startsWith("prod") && !raw.startsWith("other")) {
      assertThat(names("").entry(raw)).isEmpty();
    }
  }
}
