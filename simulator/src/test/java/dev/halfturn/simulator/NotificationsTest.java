// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {

  private static final Instant START = Instant.parse("2026-01-10T22:09:17.456Z");
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final SimulatedApp app = amazon.addApp("erp");

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void newSecretHasExactlyTheDocumentedShape() {
    String shown = app.rotateInConsole();

    assertThat(onlyBody())
        .matches(
            """
            {"notificationVersion":"1.0","notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET",\
            "payloadVersion":"2023-11-30","eventTime":"2026-01-10T22:09:17.456Z",\
            "payload":{"applicationOAuthClientNewSecret":{"clientId":"CLIENT",\
            "newClientSecret":"SECRET","newClientSecretExpiryTime":"2026-07-09T22:09:17.456Z",\
            "oldClientSecretExpiryTime":"2026-01-17T22:09:17.456Z"}},\
            "notificationMetadata":{"applicationId":"APPLICATION","subscriptionId":"ID",\
            "publishTime":"2026-01-10T22:09:18.706Z","notificationId":"ID"}}"""
                .replace("{", "\\{")
                .replace("CLIENT\"", app.clientId() + "\"")
                .replace("SECRET\",\"new", shown + "\",\"new")
                .replace("APPLICATION\"", app.applicationId() + "\"")
                .replace("\"ID\"", "\"" + ID + "\""));
  }

  @Test
  void expiryNoticeHasExactlyTheDocumentedShape() {
    amazon.advance(Duration.ofDays(90));

    assertThat(onlyBody())
        .matches(
            """
            {"notificationVersion":"1.0","notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY",\
            "payloadVersion":"2023-11-30","eventTime":"2026-04-10T22:09:17.456Z",\
            "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"CLIENT",\
            "clientSecretExpiryTime":"2026-07-09T22:09:17.456Z",\
            "clientSecretExpiryReason":"PERIODIC_ROTATION"}},\
            "notificationMetadata":{"applicationId":"APPLICATION","subscriptionId":"ID",\
            "publishTime":"2026-04-10T22:09:18.706Z","notificationId":"ID"}}"""
                .replace("{", "\\{")
                .replace("CLIENT\"", app.clientId() + "\"")
                .replace("APPLICATION\"", app.applicationId() + "\"")
                .replace("\"ID\"", "\"" + ID + "\""));
  }

  @Test
  void noticesComeNinetySixtyThirtyFifteenSevenAndOneDayBeforeTheDeadline() {
    Instant deadline = app.issuedSecrets().get(0).expiresAt();
    for (int left : List.of(90, 60, 30, 15, 7, 1)) {
      amazon.advance(
          Duration.between(amazon.now(), deadline.minus(Duration.ofDays(left)).minusMillis(1)));
      assertThat(amazon.queue().size()).as("just before %s days", left).isZero();
      amazon.advance(Duration.ofMillis(1));
      SimulatedQueue.Message notice = amazon.queue().receive(1, Duration.ZERO).get(0);
      assertThat(notice.sentAt()).isEqualTo(deadline.minus(Duration.ofDays(left)));
      amazon.queue().delete(notice.receiptHandle());
    }
    amazon.advance(Duration.ofDays(400));
    assertThat(amazon.queue().size()).isZero();
  }

  @Test
  void noticesMissedInAJumpAreThereUnlessTheRetentionIsOver() {
    amazon.advance(Duration.ofDays(179));

    assertThat(amazon.queue().receive(10, Duration.ZERO))
        .extracting(SimulatedQueue.Message::sentAt)
        .containsExactlyInAnyOrder(
            START.plus(Duration.ofDays(173)), START.plus(Duration.ofDays(179)));
  }

  @Test
  void rotatedSecretsNoticesStopAndTheNewOnesBegin() {
    amazon.advance(Duration.ofDays(100));
    app.rotateInConsole();
    amazon.advance(Duration.ofDays(80));
    assertThat(amazon.queue().size()).isZero();

    amazon.advance(Duration.ofDays(10));

    assertThat(onlyBody()).contains("\"eventTime\":\"2026-07-19T22:09:17.456Z\"");
  }

  @Test
  void noticeThatWasDueBeforeARotationIsOfTheOldSecret() {
    amazon.advance(Duration.ofDays(95));

    app.rotateInConsole();

    assertThat(amazon.queue().receive(10, Duration.ZERO))
        .extracting(SimulatedQueue.Message::sentAt)
        .containsExactlyInAnyOrder(
            START.plus(Duration.ofDays(90)), START.plus(Duration.ofDays(95)));
  }

  @Test
  void noNoticeComesWithoutEnrolmentNorForTheTimeBefore() {
    app.enrolled(false);
    amazon.advance(Duration.ofDays(120));
    app.enrolled(true);
    assertThat(amazon.queue().size()).isZero();

    amazon.advance(Duration.ofDays(30));
    assertThat(amazon.queue().size()).isEqualTo(1);
  }

  @Test
  void envelopeOfATopicHoldsTheMessageAsText() {
    amazon.queue().snsEnvelope(true);
    app.rotateInConsole();

    Map<String, Object> envelope = Json.read(onlyBody()).orElseThrow();

    assertThat(envelope)
        .containsEntry("Type", "Notification")
        .containsOnlyKeys("Type", "MessageId", "TopicArn", "Message", "Timestamp");
    assertThat(Json.read((String) envelope.get("Message")).orElseThrow())
        .containsEntry("notificationType", "APPLICATION_OAUTH_CLIENT_NEW_SECRET");
  }

  private String onlyBody() {
    List<SimulatedQueue.Message> messages = amazon.queue().receive(10, Duration.ZERO);
    assertThat(messages).hasSize(1);
    return messages.get(0).body();
  }
}
