// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notifications as Amazon's sample has them. */
final class Texts {

  private Texts() {}

  static String of(Content content) {
    if (content instanceof NewSecret secret) {
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("clientId", secret.clientId());
      payload.put("newClientSecret", secret.secret().revealUtf8());
      secret.expiresAt().ifPresent(end -> payload.put("newClientSecretExpiryTime", end.toString()));
      secret
          .oldExpiresAt()
          .ifPresent(end -> payload.put("oldClientSecretExpiryTime", end.toString()));
      return notification(
          "APPLICATION_OAUTH_CLIENT_NEW_SECRET",
          secret.eventTime().toString(),
          "applicationOAuthClientNewSecret",
          payload,
          secret.key());
    }
    ExpiryNotice notice = (ExpiryNotice) content;
    return notification(
        "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY",
        notice.eventTime().toString(),
        "applicationOAuthClientSecretExpiry",
        Map.of(
            "clientId", notice.clientId(),
            "clientSecretExpiryTime", notice.expiresAt().toString(),
            "clientSecretExpiryReason", notice.reason()),
        "00000000-0000-0000-0000-000000000002");
  }

  private static String notification(
      String type, String eventTime, String name, Map<String, Object> payload, String id) {
    return json(
        Map.of(
            "notificationVersion",
            "1.0",
            "notificationType",
            type,
            "payloadVersion",
            "2023-11-30",
            "eventTime",
            eventTime,
            "payload",
            Map.of(name, payload),
            "notificationMetadata",
            Map.of(
                "applicationId", "amzn1.sp.solution.00000000-0000-0000-0000-000000000000",
                "publishTime", "2026-01-10T22:09:18.706Z",
                "notificationId", id)));
  }

  static String inSnsEnvelope(String text) {
    return json(
        Map.of(
            "Type", "Notification",
            "MessageId", "00000000-0000-0000-0000-000000000009",
            "TopicArn", "arn:aws:sns:us-east-1:111122223333:secrets",
            "Message", text,
            "Timestamp", "2026-01-10T22:09:18.706Z"));
  }

  static String json(Map<String, ?> value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
