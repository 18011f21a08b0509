// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {

  private static final Instant SENT = Instant.parse("2026-03-01T12:00:00Z");

  private static HttpReply reply(int status, String body) {
    return new HttpReply(
        status,
        Map.of(
            "date", "Sun, 01 Mar 2026 12:00:02 GMT",
            "x-amzn-requestid", "0b8c2d5e-11f0-4a8e-9d5a-111122223333",
            "retry-after", "3"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static TokenException failure(int status, String body) {
    TokenException failure =
        catchThrowableOfType(
            TokenException.class, () -> TokenAnswer.read(reply(status, body), SENT));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static TokenReply success(String expiresIn) {
    return TokenAnswer.read(
        reply(200, "{\"access_token\":\"Atza|t\",\"expires_in\":" + expiresIn + "}"), SENT);
  }

  @Test
  void aSuccessGivesTokensLifeAndServerTime() {
    TokenReply read =
        TokenAnswer.read(
            reply(
                200,
                """
                {"token_type":"bearer","expires_in":3600,"refresh_token":"Atzr|r",
                 "access_token":"Atza|t","new_field":{"a":[1]}}"""),
            SENT);
    assertThat(read.token().reveal()).isEqualTo("Atza|t");
    assertThat(read.token().expiresAt()).isEqualTo(SENT.plusSeconds(3600));
    assertThat(read.refreshToken()).contains(SecretValue.ofUtf8("Atzr|r"));
    assertThat(read.serverTime()).contains(SENT.plusSeconds(2));
    assertThat(read.toString()).doesNotContain("Atza|t", "Atzr|r");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"refresh_token\":null", ",\"refresh_token\":\"\""})
  void aReplyMayHaveNoRefreshToken(String field) {
    TokenReply read =
        TokenAnswer.read(
            reply(200, "{\"access_token\":\"Atza|t\",\"expires_in\":3600" + field + "}"), SENT);
    assertThat(read.refreshToken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 3600",
    "'\"3600\"', 3600",
    "1800.9, 1800",
    "-1, 60",
    "0, 60",
    "59, 60",
    "61, 61",
    "3601, 3600",
    "1e12, 3600",
    "1000000000000000000000000000000000, 3600",
    "-1e300, 60",
    "'\"1e12\"', 3600",
    "'\"Infinity\"', 3600",
  })
  void absurdLivesAreClamped(String expiresIn, long seconds) {
    assertThat(success(expiresIn).token().expiresAt())
        .isEqualTo(SENT.plus(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"soon\"",
        "\"NaN\"",
        "true",
        "[]",
        "{}",
        "\"360000000000000000000\""
      })
  void aLifeThatIsNoneIsAnErrorAndNotForEver(String expiresIn) {
    TokenException failure = catchThrowableOfType(TokenException.class, () -> success(expiresIn));
    assertThat(failure.reason()).isEqualTo("AMAZON_UNREADABLE");
    assertThat(failure).hasMessageContaining("'expires_in' is missing or malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"expires_in\":3600}",
        "{\"access_token\":null,\"expires_in\":3600}",
        "{\"access_token\":\"\",\"expires_in\":3600}",
        "{\"access_token\":7,\"expires_in\":3600}",
        "{\"access_token\":\"Atza|a\\r\\nx-evil: 1\",\"expires_in\":3600}",
        "{\"access_token\":\"Atza|a b\",\"expires_in\":3600}",
        "{\"access_token\":\"Atza|é\",\"expires_in\":3600}",
        "{\"access_token\":\"a\",\"access_token\":\"b\",\"expires_in\":3600}",
        "{\"access_token\":\"Atza|t\",\"expires_in\":3600",
        "{\"access_token\":\"Atza|t\",\"expires_in\":3600}garbage",
        "{\"access_token\":\"Atza|t\",\"expires_in\":3600}{}",
        "[]",
        "\"Atza|t\"",
        "",
        "<html><body>Service Unavailable</body></html>",
        "\u001f\u008b\b\u0000",
      })
  void a200WithoutATokenIsUnreadable(String body) {
    TokenException failure = failure(200, body);
    assertThat(failure.fault()).isEqualTo(Fault.AMAZON);
    assertThat(failure.reason()).isEqualTo("AMAZON_UNREADABLE");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.getMessage()).doesNotContain("Atza", "html", "\n");
  }

  @Test
  void aTokenTooLongToBeOneIsUnreadable() {
    String body = "{\"access_token\":\"" + "x".repeat(5000) + "\",\"expires_in\":3600}";
    assertThat(failure(200, body).reason()).isEqualTo("AMAZON_UNREADABLE");
  }

  @Test
  void aDamagedRefreshTokenIsNotPassedOver() {
    String body = "{\"access_token\":\"Atza|t\",\"expires_in\":3600,\"refresh_token\":\"a\\nb\"}";
    assertThat(failure(200, body)).hasMessageContaining("'refresh_token' is missing or malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, SELLER, FAILED_PRECONDITION, SELLER_REVOKED",
    "401, invalid_grant, SELLER, FAILED_PRECONDITION, SELLER_REVOKED",
    "401, invalid_client, CLIENT_SECRET, UNAUTHENTICATED, CREDENTIAL_REJECTED",
    "400, invalid_client, CLIENT_SECRET, UNAUTHENTICATED, CREDENTIAL_REJECTED",
    "200, invalid_client, CLIENT_SECRET, UNAUTHENTICATED, CREDENTIAL_REJECTED",
    "400, unauthorized_client, REQUEST, PERMISSION_DENIED, CLIENT_NOT_ALLOWED",
    "400, access_denied, REQUEST, PERMISSION_DENIED, CLIENT_NOT_ALLOWED",
    "401, access_denied, REQUEST, PERMISSION_DENIED, CLIENT_NOT_ALLOWED",
    "403, access_denied, REQUEST, PERMISSION_DENIED, CLIENT_NOT_ALLOWED",
    "400, invalid_scope, REQUEST, INVALID_ARGUMENT, SCOPE_INVALID",
    "400, unsupported_grant_type, REQUEST, INVALID_ARGUMENT, REQUEST_INVALID",
    "400, invalid_request, REQUEST, INVALID_ARGUMENT, REQUEST_INVALID",
    "500, server_error, AMAZON, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "400, server_error, AMAZON, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "503, temporarily_unavailable, AMAZON, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "400, temporarily_unavailable, AMAZON, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "503, invalid_client, AMAZON, UNAVAILABLE, AMAZON_UNAVAILABLE",
    "429, invalid_client, THROTTLED, RATE_LIMITED, AMAZON_THROTTLED",
    "429, anything, THROTTLED, RATE_LIMITED, AMAZON_THROTTLED",
    "400, brand_new_error, AMAZON, UNAVAILABLE, AMAZON_UNREADABLE",
  })
  void everyErrorSaysWhoseFaultItIs(
      int status, String error, Fault fault, ErrorCode code, String reason) {
    TokenException failure =
        failure(
            status,
            "{\"error_description\":\"Some words.\",\"error_index\":\"x\",\"error\":\""
                + error
                + "\"}");
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.httpStatus()).hasValue(status);
    assertThat(failure.error()).contains(error);
    assertThat(failure.requestId()).contains("0b8c2d5e-11f0-4a8e-9d5a-111122223333");
    assertThat(failure.serverTime()).contains(SENT.plusSeconds(2));
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(failure.hint()).isPresent();
    assertThat(failure.getMessage())
        .endsWith(
            "(http "
                + status
                + ", "
                + error
                + ": Some words., request 0b8c2d5e-11f0-4a8e-9d5a-111122223333)");
  }

  @ParameterizedTest
  @CsvSource({
    "500, AMAZON_UNAVAILABLE",
    "502, AMAZON_UNAVAILABLE",
    "429, AMAZON_THROTTLED",
    "400, AMAZON_UNREADABLE",
    "401, AMAZON_UNREADABLE",
    "403, AMAZON_UNREADABLE",
    "404, AMAZON_UNREADABLE",
    "204, AMAZON_UNREADABLE",
    "302, AMAZON_UNREADABLE",
  })
  void aPageInPlaceOfAnErrorIsNoVerdictOnACredential(int status, String reason) {
    for (String body : new String[] {"", "<html>invalid_client</html>", "{\"message\":\"x\"}"}) {
      TokenException failure = failure(status, body);
      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure.fault()).isIn(Fault.AMAZON, Fault.THROTTLED);
      assertThat(failure.error()).isEmpty();
    }
  }

  @Test
  void theRequestIdOfTheBodyComesFirst() {
    assertThat(failure(400, "{\"error\":\"invalid_grant\",\"request_id\":\"r-7\"}").requestId())
        .contains("r-7");
  }

  @Test
  void whatTheServerSaysIsOneShortLineWithoutCredentials() {
    String evil =
        "you sent \\u001b[31mAtzr|secret and amzn1.oa2-cs.v1.abc\\n\\u202eFAKE LINE "
            + "z".repeat(300)
            + " word".repeat(300);
    TokenException failure =
        failure(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + evil + "\"}");
    assertThat(failure.getMessage())
        .doesNotContain("Atzr", "oa2-cs", "zzzz", "\n", "\u001b", "\u202e")
        .contains("you sent", "[...]")
        .hasSizeLessThan(420);
  }

  @Property(tries = 2000)
  void noBodyGivesAnythingButATypedOutcome(@ForAll byte[] body, @ForAll boolean success) {
    try {
      TokenReply unused =
          TokenAnswer.read(new HttpReply(success ? 200 : 400, Map.of(), body), SENT);
    } catch (TokenException e) {
      assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThanOrEqualTo(512);
    }
  }

  @Property(tries = 2000)
  void noTextInAnyFieldEscapesAsMoreThanOneLine(@ForAll String text) {
    Map<String, String> fields =
        Map.of("error", text, "error_description", text, "request_id", text);
    byte[] body = dev.halfturn.internal.json.Json.write(fields);
    HalfturnException failure =
        catchThrowableOfType(
            HalfturnException.class,
            () -> TokenAnswer.read(new HttpReply(400, Map.of(), body), SENT));
    assertThat(failure.getMessage()).doesNotContain("\n", "\r").hasSizeLessThanOrEqualTo(512);
  }
}
