// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.testkit.Canaries;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotateAnswerTest {

  private static IssuerAnswer answer(int status, String details) {
    String body =
        "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"Access denied\",\"details\":\""
            + details
            + "\"}]}";
    return RotateAnswer.of(status, body, Optional.of("id-1"), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "204, ACCEPTED", "200, UNKNOWN", "202, UNKNOWN", "302, UNKNOWN", "400, REFUSED", "401, REFUSED",
    "403, REFUSED", "404, REFUSED", "405, REFUSED", "407, NOT_SENT", "408, UNKNOWN", "413, REFUSED",
    "415, REFUSED", "429, THROTTLED", "500, UNKNOWN", "502, UNKNOWN", "503, UNKNOWN",
        "504, UNKNOWN",
    "-1, UNKNOWN"
  })
  void theStatusSaysWhatBecameOfIt(int status, Outcome outcome) {
    assertThat(answer(status, "").outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "The LWA secret token you provided has expired., UNAUTHENTICATED, CLIENT_SECRET_EXPIRED, Rotate secret",
    "The access token you provided has expired., UNAUTHENTICATED, UNAUTHENTICATED, buy another",
    "'The access token you provided is revoked, malformed or invalid.', UNAUTHENTICATED,"
        + " UNAUTHENTICATED, buy another",
    "'', PERMISSION_DENIED, PERMISSION_DENIED, client_credential:rotation"
  })
  void whyItIsForbiddenIsToldApart(String details, ErrorCode code, String reason, String hint) {
    var problem = answer(403, details).problem().orElseThrow();

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.hint().orElseThrow()).contains(hint);
    assertThat(problem.message()).endsWith("(request id-1)");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 60",
    "5, 60",
    "90, 90",
    "' 120 ', 120",
    "-3, 60",
    "soon, 60",
    "999999999, 86400",
    "9999999999999, 60"
  })
  void atLeastAMinuteIsWaited(String header, long seconds) {
    IssuerAnswer answer = RotateAnswer.of(429, "", Optional.empty(), Optional.of(header));

    assertThat(answer.retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void nothingOfABodyIsQuotedAndNoIdThatIsNone() {
    IssuerAnswer answer =
        RotateAnswer.of(
            400,
            Canaries.ACCESS_TOKEN,
            Optional.of("<" + Canaries.ACCESS_TOKEN + ">"),
            Optional.empty());

    assertThat(Canaries.detector().scan(answer.toString())).isEmpty();
  }
}
