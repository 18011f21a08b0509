// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What SQS would say of the queues, which are as Amazon wants them. */
final class SqsAttributes {

  private static final String ARN = "arn:aws:sqs:us-east-1:" + SqsFace.ACCOUNT + ":";

  /** Whose notifications these are. */
  private static final String SENDER = "arn:aws:iam::437568002678:root";

  private SqsAttributes() {}

  static Map<String, Object> of(String name, SimulatedQueue queue) {
    int hidden = queue.hidden();
    Map<String, Object> attributes =
        Json.object(
            "QueueArn",
            ARN + name,
            "MessageRetentionPeriod",
            seconds(queue.retention()),
            "VisibilityTimeout",
            "30",
            "SqsManagedSseEnabled",
            "true",
            "ApproximateNumberOfMessages",
            String.valueOf(queue.size() - hidden),
            "ApproximateNumberOfMessagesNotVisible",
            String.valueOf(hidden),
            "ApproximateNumberOfMessagesDelayed",
            "0");
    if (queue.deadLetters().isPresent()) {
      attributes.put("Policy", policy(name));
      attributes.put(
          "RedrivePolicy",
          Json.write(
              Json.object(
                  "deadLetterTargetArn",
                  ARN + SqsFace.DEAD_LETTERS,
                  "maxReceiveCount",
                  queue.maxReceiveCount())));
    }
    return attributes;
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toSeconds());
  }

  private static String policy(String name) {
    return Json.write(
        Json.object(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Json.object(
                    "Effect",
                    "Allow",
                    "Principal",
                    Json.object("AWS", SENDER),
                    "Action",
                    List.of("sqs:SendMessage", "sqs:GetQueueAttributes"),
                    "Resource",
                    ARN + name))));
  }

  static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without MD5", e);
    }
  }
}
