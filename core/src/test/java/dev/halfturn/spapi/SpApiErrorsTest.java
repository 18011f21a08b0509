// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpApiErrorsTest {

  private static byte[] body(String details) {
    return """
        {"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.",
         "details":"%s"}]}"""
        .formatted(details)
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Access token is missing in the request header.|CALLER",
        "The access token you provided has expired.|STALE_TOKEN",
        "The access token you provided is revoked, malformed or invalid.|BAD_TOKEN",
        "The LWA secret token you provided has expired.|SECRET_EXPIRED",
        "The marketplaces you provided are not valid for region.|WRONG_REGION",
        "Something new.|UNKNOWN",
        "''|UNKNOWN",
      })
  void tellsRefusalsByTheirDetails(String details, SpApiRefusal refusal) {
    assertThat(SpApiErrors.classify(403, body(details))).isEqualTo(refusal);
    assertThat(SpApiErrors.classify(401, body(details))).isEqualTo(refusal);
    assertThat(SpApiErrors.classify(403, body(details.toUpperCase(Locale.ROOT))))
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 429, 500, 503})
  void otherStatusesAreNoRefusalOfACredential(int status) {
    assertThat(SpApiErrors.classify(status, body("The LWA secret token you provided has expired.")))
        .isEqualTo(SpApiRefusal.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>The LWA secret token you provided has expired.</html>",
        "The LWA secret token you provided has expired.",
        "{\"errors\":\"The LWA secret token you provided has expired.\"}",
        "{\"errors\":[\"The LWA secret token you provided has expired.\"]}",
        "{\"errors\":[{\"details\":403}]}",
        "{\"errors\":[]}",
        "{\"message\":\"The LWA secret token you provided has expired.\"}",
        "{\"errors\":[{\"details\":\"The LWA secret token you provided has expired.\"}",
      })
  void whatIsNotAmazonsErrorListIsNeverGuessedAt(String body) {
    assertThat(SpApiErrors.classify(403, body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(SpApiRefusal.UNKNOWN);
  }

  @Test
  void theFirstErrorThatIsKnownCounts() {
    String two =
        """
        {"errors":[{"code":"Unauthorized","details":"new"},
         {"code":"Unauthorized","details":"The access token you provided has expired."}]}""";
    assertThat(SpApiErrors.classify(403, two.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(SpApiRefusal.STALE_TOKEN);
  }

  @Property(tries = 500)
  void anyBytesAreClassified(@ForAll byte[] body) {
    assertThat(SpApiErrors.classify(403, body)).isEqualTo(SpApiRefusal.UNKNOWN);
  }
}
