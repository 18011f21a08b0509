// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

  @Test
  void theReasonIsTheCodeUnlessSomethingFinerIsKnown() {
    assertThat(Problem.of(ErrorCode.CORRUPT, "broken").reason()).isEqualTo("CORRUPT");
    assertThat(Problem.of(ErrorCode.CORRUPT, "STORE_TAMPERED", "broken").reason())
        .isEqualTo("STORE_TAMPERED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lower", "A-B", "1A", "_A", "A B", "Ä"})
  void aReasonIsAStableName(String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.of(ErrorCode.INTERNAL, reason, "message"));
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeIsALegalReason(ErrorCode code) {
    assertThat(Problem.of(code, "message").reason()).isEqualTo(code.name());
  }

  @Test
  void adviceIsAdded() {
    Problem problem = Problem.of(ErrorCode.INTERNAL, "message").withHint("do this");

    assertThat(problem.hint()).contains("do this");
    assertThat(problem.message()).isEqualTo("message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n", "\r", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029",
        "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\uD83D", "\uDD11"
      })
  void whatCouldForgeALineIsReplaced(String bad) {
    Problem problem = Problem.of(ErrorCode.INTERNAL, "a" + bad + "b").withHint("c" + bad + "d");

    assertThat(problem.message()).isEqualTo("a?b");
    assertThat(problem.hint()).contains("c?d");
  }

  @Test
  void wholeCharactersOfAllAlphabetsStay() {
    String text = "äß Ж 日本 \uD83D\uDD11 \"'\\<>&%";

    assertThat(Problem.of(ErrorCode.INTERNAL, text).message()).isEqualTo(text);
  }

  @Test
  void longLinesAreCutAt512Characters() {
    assertThat(Problem.of(ErrorCode.INTERNAL, "x".repeat(512)).message())
        .isEqualTo("x".repeat(512));
    assertThat(Problem.of(ErrorCode.INTERNAL, "x".repeat(513)).message())
        .isEqualTo("x".repeat(511) + "…");
    assertThat(Problem.of(ErrorCode.INTERNAL, "x").withHint("y".repeat(100_000)).hint())
        .contains("y".repeat(511) + "…");
  }

  @Test
  void noCharacterIsCutInHalf() {
    String keys = "\uD83D\uDD11".repeat(300);

    assertThat(Problem.of(ErrorCode.INTERNAL, "x" + keys).message())
        .isEqualTo("x" + keys.substring(0, 510) + "…");
    assertThat(Problem.of(ErrorCode.INTERNAL, keys).message())
        .isEqualTo(keys.substring(0, 510) + "…");
  }

  @Property
  void anyTextBecomesOnePrintableLine(@ForAll String text) {
    String message = Problem.of(ErrorCode.INTERNAL, text).message();

    assertThat(message.length()).isLessThanOrEqualTo(512);
    assertThat(message.lines().count()).isLessThanOrEqualTo(1);
    assertThat(message.chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
  }

  @Test
  void anExceptionCarriesTheWholeProblem() {
    Problem problem = Problem.of(ErrorCode.TIMEOUT, "SLOW", "no answer").withHint("wait");
    IllegalStateException cause = new IllegalStateException("why");
    HalfturnException exception = new HalfturnException(problem, cause);

    assertThat(exception).hasMessage("no answer").hasCause(cause);
    assertThat(exception.problem()).isEqualTo(problem);
    assertThat(exception.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(exception.reason()).isEqualTo("SLOW");
    assertThat(exception.hint()).isEqualTo(Optional.of("wait"));
    assertThat(new HalfturnException(problem)).hasMessage("no answer").hasNoCause();
  }

  @Test
  void onlyFailuresThatPassByThemselvesAreRetryable() {
    assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::retryable))
        .containsExactly(ErrorCode.RATE_LIMITED, ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT);
  }
}
