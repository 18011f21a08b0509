// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotateApiTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final String first = app.secret();

  @AfterEach
  void close() {
    amazon.close();
  }

  @ParameterizedTest
  @EnumSource
  void rotationAnswers204WithoutABodyInAnyRegion(Region region) {
    TestClient.Reply reply = client.rotate(region, token());

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Content-Length")).isEmpty();
    assertThat(reply.header("x-amzn-RateLimit-Limit")).hasValue("0.0167");
    assertThat(app.secret()).isNotEqualTo(first);
    assertThat(app.accepts(first)).isTrue();
  }

  @Test
  void newSecretComesByTheQueueOnly() {
    client.rotate(Region.NA, token());

    assertThat(amazon.queue().receive(10, Duration.ZERO))
        .singleElement()
        .extracting(SimulatedQueue.Message::body)
        .asString()
        .contains(app.secret(), app.clientId());
  }

  @Test
  void onlyOneCallAMinuteIsAllowedForEachApplication() {
    SimulatedApp other = amazon.addApp("crm");
    String token = token();
    assertThat(client.rotate(Region.NA, token).status()).isEqualTo(204);
    String second = app.secret();

    amazon.advance(Duration.ofMillis(59_999));
    TestClient.Reply tooEarly = client.rotate(Region.NA, token);
    assertThat(tooEarly.status()).isEqualTo(429);
    assertThat(tooEarly.firstError().get("code")).isEqualTo("QuotaExceeded");
    assertThat(app.secret()).isEqualTo(second);
    String otherToken = client.grantless(other, AmazonFacts.SCOPE_ROTATION).text("access_token");
    assertThat(client.rotate(Region.NA, otherToken).status()).isEqualTo(204);

    amazon.advance(Duration.ofMillis(1));
    assertThat(client.rotate(Region.NA, token).status()).isEqualTo(204);
    assertThat(app.secret()).isNotEqualTo(second);
  }

  @Test
  void applicationThatIsNotEnrolledIsToldSo() {
    app.enrolled(false);

    TestClient.Reply reply = client.rotate(Region.NA, token());

    assertThat(app.enrolled()).isFalse();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.firstError().get("code")).isEqualTo("InvalidInput");
    assertThat(reply.firstError().get("message"))
        .isEqualTo(
            "Application is not enrolled for rotation notification."
                + " Please update application notification preference in Developer console.");
    assertThat(app.secret()).isEqualTo(first);
  }

  @Test
  void consoleRotatesWithoutEnrolmentAndThenSendsNothing() {
    app.enrolled(false);

    app.rotateInConsole();

    assertThat(app.secret()).isNotEqualTo(first);
    assertThat(amazon.queue().size()).isZero();
  }

  @Test
  void consoleAlsoSendsTheMessageIfEnrolled() {
    String shown = app.rotateInConsole();

    assertThat(amazon.queue().receive(1, Duration.ZERO).get(0).body()).contains(shown);
  }

  @Test
  void overdueSecretCannotRotateItself() {
    amazon.advance(Duration.ofDays(180));

    TestClient.Reply reply = client.rotate(Region.NA, token());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.details()).isEqualTo("The LWA secret token you provided has expired.");
  }

  @Test
  void brokenSecretComesByTheQueueToo() {
    app.breakNextSecret();
    client.rotate(Region.NA, token());

    Map<?, ?> message =
        Json.read(amazon.queue().receive(1, Duration.ZERO).get(0).body()).orElseThrow();
    Map<?, ?> payload = (Map<?, ?>) message.get("payload");
    Map<?, ?> news = (Map<?, ?>) payload.get("applicationOAuthClientNewSecret");
    assertThat(app.accepts((String) news.get("newClientSecret"))).isFalse();
    assertThat(app.accepts(app.secret())).isTrue();
  }

  private String token() {
    return client.grantless(app, AmazonFacts.SCOPE_ROTATION).text("access_token");
  }
}
