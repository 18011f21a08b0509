// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;

/** Messages as anybody can send them who gets at the queue, true or not. */
final class AmazonMessages {

  private AmazonMessages() {}

  /** A new secret; the old one ends on a day that nobody believes. */
  static String newSecret(String clientId, String value, Instant eventTime, Instant end) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET","eventTime":"%s",\
    "payload":{"applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",\
    "newClientSecretExpiryTime":"%s","oldClientSecretExpiryTime":"%s"}},\
    "notificationMetadata":{"notificationId":"id-%s"}}\
    """
        .formatted(
            eventTime,
            clientId,
            value,
            end,
            eventTime.plus(Duration.ofDays(3000)),
            value.hashCode());
  }

  /** A notice of when the current secret ends. */
  static String notice(String clientId, Instant eventTime, Instant end) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY","eventTime":"%s",\
    "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"%s",\
    "clientSecretExpiryTime":"%s","clientSecretExpiryReason":"PERIODIC_ROTATION"}},\
    "notificationMetadata":{"notificationId":"n"}}\
    """
        .formatted(eventTime, clientId, end);
  }
}
