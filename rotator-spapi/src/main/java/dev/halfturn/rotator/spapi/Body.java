// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Makes of what SQS hands out what everybody else sees. */
final class Body {

  private static final Pattern KEY = Pattern.compile("[\\w.:-]{1,64}");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,15}");

  private Body() {}

  /**
   * @param now for when a message does not say when it was sent
   */
  static IssuerMessage message(QueueAddress queue, Message received, Instant now) {
    Map<MessageSystemAttributeName, String> attributes = received.attributes();
    String sent = attributes.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "");
    Instant sentAt =
        MILLISECONDS.matcher(sent).matches() ? Instant.ofEpochMilli(Long.parseLong(sent)) : now;
    String count =
        attributes.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "");
    String id = text(received.messageId());
    return new IssuerMessage(
        id,
        queue.name(),
        text(received.receiptHandle()),
        COUNT.matcher(count).matches() ? Math.max(1, Integer.parseInt(count)) : 1,
        sentAt,
        content(received, new Notification.Otherwise(key(id), sentAt)));
  }

  private static Content content(Message received, Notification.Otherwise otherwise) {
    String body = text(received.body());
    return isDamaged(body, text(received.md5OfBody()))
        ? new IssuerMessage.Unreadable("not what was sent: its checksum differs")
        : Notification.read(body, otherwise);
  }

  private static boolean isDamaged(String body, String checksum) {
    return !checksum.isEmpty() && !digest("MD5", body).equalsIgnoreCase(checksum);
  }

  private static String key(String id) {
    return KEY.matcher(id).matches() ? id : digest("SHA-256", id);
  }

  private static String digest(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without " + algorithm, e);
    }
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
