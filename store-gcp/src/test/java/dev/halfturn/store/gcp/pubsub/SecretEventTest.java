// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretEventTest {

  private static final String SECRET = "erp--lwa--clientsecret";

  private static SecretEvent ofAttributes(String type, String secretId) {
    return SecretEvent.of(
            Map.of(
                "message", Map.of("attributes", Map.of("eventType", type, "secretId", secretId))))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pulled-rotate",
        "pushed-rotate",
        "cloudevent-rotate",
        "pulled-blanks",
        "pulled-without-secret-id"
      })
  void everyShapeIsUnderstood(String shape) {
    SecretEvent event = SecretEvent.of(Shapes.text(shape)).orElseThrow();

    assertThat(event)
        .isEqualTo(
            new SecretEvent(
                "SECRET_ROTATE", SECRET, Optional.empty(), Optional.of("11223344556677889")));
    assertThat(event.wakes()).isTrue();
  }

  @Test
  void aNewVersionWakesToo() {
    SecretEvent event = SecretEvent.of(Shapes.text("pulled-version-add")).orElseThrow();

    assertThat(event.type()).isEqualTo("SECRET_VERSION_ADD");
    assertThat(event.secretId()).isEqualTo(SECRET);
    assertThat(event.wakes()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET_CREATE",
        "SECRET_UPDATE",
        "SECRET_DELETE",
        "SECRET_VERSION_ENABLE",
        "SECRET_VERSION_DISABLE",
        "SECRET_VERSION_DESTROY",
        "SECRET_VERSION_DESTROY_SCHEDULED",
        "SECRET_SOMETHING_NEW"
      })
  void whatHalfturnItselfDoesWakesNobody(String type) {
    assertThat(ofAttributes(type, "projects/p/secrets/" + SECRET).wakes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "projects/123/secrets/a, a, ''",
    "projects/example.com:p/secrets/a, a, ''",
    "projects/123/locations/europe-west3/secrets/a, a, europe-west3",
    "projects/123/secrets/a/versions/7, a, ''"
  })
  void aSecretIsNamedByItsLastPart(String resource, String id, String location) {
    SecretEvent event = ofAttributes("SECRET_ROTATE", resource);

    assertThat(event.secretId()).isEqualTo(id);
    assertThat(event.location().orElse("")).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"message\":7}",
        "{\"message\":{\"data\":\"%%%\"}}",
        "{\"message\":{\"attributes\":{\"eventType\":\"SECRET_ROTATE\"}}}",
        "{\"message\":{\"attributes\":{\"eventType\":\"rotate\",\"secretId\":\"projects/p/secrets/a\"}}}",
        "{\"message\":{\"attributes\":{\"eventType\":\"SECRET_ROTATE\",\"secretId\":\"a\\nb\"}}}",
        "{\"message\":{\"attributes\":{\"secretId\":\"projects/p/secrets/a\"}}}",
        "{\"app\":\"erp\",\"source\":\"halfturn\"}"
      })
  void whatIsNothingOfSecretManagersIsNothing(String text) {
    assertThat(SecretEvent.of(text)).isEmpty();
  }

  @Test
  void theTestMessageOfAConfiguredTopicNamesNoSecret() {
    assertThat(SecretEvent.of(Shapes.text("pulled-topic-configured"))).isEmpty();
  }
}
