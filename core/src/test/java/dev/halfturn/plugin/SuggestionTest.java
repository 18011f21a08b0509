// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "store, store, 0",
    "stoer, store, 1",
    "sotre, store, 1",
    "stor, store, 1",
    "sstore, store, 1",
    "stare, store, 1",
    "kitten, sitting, 3",
    "ca, abc, 3",
  })
  void countsTheKeystrokesThatWentWrong(String a, String b, int distance) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
  }

  @Property(tries = 200)
  void isSymmetricAndNoMoreThanTheLongerText(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b) {
    int distance = Suggestion.distance(a, b);
    assertThat(distance)
        .isEqualTo(Suggestion.distance(b, a))
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    assertThat(distance == 0).isEqualTo(a.equals(b));
  }

  @Test
  void isTheNearestAndOfEquallyNearOnesTheFirst() {
    assertThat(Suggestion.of("beta", List.of("theta", "bets", "beto", "alpha"))).contains("beto");
  }

  @Test
  void isNothingIfNothingIsNear() {
    assertThat(Suggestion.of("xyz", List.of("store", "apps"))).isEmpty();
    assertThat(Suggestion.of("xyz", List.of())).isEmpty();
  }
}
