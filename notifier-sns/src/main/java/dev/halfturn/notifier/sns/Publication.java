// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.Notice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** A notice as SNS wants it: a text for each way on which it goes on. */
final class Publication {

  private static final int LONGEST_GROUP = 128;

  private Publication() {}

  static PublishRequest of(Notice notice, Topic topic, String arn) {
    PublishRequest.Builder request =
        PublishRequest.builder()
            .topicArn(arn)
            .subject(notice.subject().strip())
            .messageStructure("json")
            .message(texts(notice))
            .messageAttributes(
                Map.of(
                    "app",
                    text(notice.app()),
                    "notice",
                    text(notice.id()),
                    "occasion",
                    text(notice.occasion()),
                    "severity",
                    text(notice.severity().name().toLowerCase(Locale.ROOT))));
    if (topic.isFifo()) {
      int length = Math.min(notice.app().length(), LONGEST_GROUP);
      request.messageGroupId(notice.app().substring(0, length)).messageDeduplicationId(notice.id());
    }
    return request.build();
  }

  private static String texts(Notice notice) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("default", notice.body());
    texts.put("email", notice.body());
    texts.put("sms", SmsText.of(notice));
    try {
      return JSON.std.asString(texts);
    } catch (IOException e) {
      throw new IllegalStateException("maps and texts can always be written", e);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
