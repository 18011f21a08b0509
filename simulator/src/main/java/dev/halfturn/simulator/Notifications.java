// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The two messages about client secrets, in the shape of Amazon's own sample.
 *
 * @see <a
 *     href="https://github.com/amzn/selling-partner-api-samples/tree/main/use-cases/lwa-rotation">The
 *     sample "lwa-rotation"</a>
 */
final class Notifications {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Duration PUBLISHING = Duration.ofMillis(1250);

  private Notifications() {}

  /** The instants of the expiry notices for this secret, after {@code from}, up to {@code to}. */
  static List<Instant> dueBetween(IssuedSecret secret, Instant from, Instant to) {
    return AmazonFacts.NOTICE_DAYS.stream()
        .map(days -> secret.expiresAt().minus(Duration.ofDays(days)))
        .filter(due -> due.isAfter(from) && !due.isAfter(to))
        .toList();
  }

  static String expiry(
      SimulatedApp app, IssuedSecret secret, Instant eventTime, Supplier<String> ids) {
    return message(
        "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY",
        Json.object(
            "applicationOAuthClientSecretExpiry",
            Json.object(
                "clientId", app.clientId(),
                "clientSecretExpiryTime", MILLISECONDS.format(secret.expiresAt()),
                "clientSecretExpiryReason", "PERIODIC_ROTATION")),
        app,
        eventTime,
        ids);
  }

  /**
   * Tells of a rotation.
   *
   * @param shown what the message says the new secret is
   */
  static String newSecret(
      SimulatedApp app,
      String shown,
      IssuedSecret issued,
      IssuedSecret replaced,
      Supplier<String> ids) {
    return message(
        "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
        Json.object(
            "applicationOAuthClientNewSecret",
            Json.object(
                "clientId", app.clientId(),
                "newClientSecret", shown,
                "newClientSecretExpiryTime", MILLISECONDS.format(issued.expiresAt()),
                "oldClientSecretExpiryTime", MILLISECONDS.format(replaced.usableUntil()))),
        app,
        issued.issuedAt(),
        ids);
  }

  private static String message(
      String type,
      Map<String, Object> payload,
      SimulatedApp app,
      Instant eventTime,
      Supplier<String> ids) {
    return Json.write(
        Json.object(
            "notificationVersion",
            "1.0",
            "notificationType",
            type,
            "payloadVersion",
            "2023-11-30",
            "eventTime",
            MILLISECONDS.format(eventTime),
            "payload",
            payload,
            "notificationMetadata",
            Json.object(
                "applicationId", app.applicationId(),
                "subscriptionId", ids.get(),
                "publishTime", MILLISECONDS.format(eventTime.plus(PUBLISHING)),
                "notificationId", ids.get())));
  }

  /** The message as it arrives when the queue is fed through an SNS topic. */
  static String inSnsEnvelope(String message, String messageId, Instant at) {
    return Json.write(
        Json.object(
            "Type",
            "Notification",
            "MessageId",
            messageId,
            "TopicArn",
            "arn:aws:sns:us-east-1:437568002678:halfturn-simulator",
            "Message",
            message,
            "Timestamp",
            MILLISECONDS.format(at)));
  }
}
