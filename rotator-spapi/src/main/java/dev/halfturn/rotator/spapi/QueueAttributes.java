// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What SQS says of a queue.
 *
 * @param values by the service's own names
 */
record QueueAttributes(Map<String, String> values) {

  static final String ARN = "QueueArn";
  static final String RETENTION = "MessageRetentionPeriod";
  static final String REDRIVE = "RedrivePolicy";
  static final String POLICY = "Policy";
  static final String SSE_SQS = "SqsManagedSseEnabled";
  static final String KMS_KEY = "KmsMasterKeyId";

  static final String AMAZONS_KEY = "alias/aws/sqs";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

  QueueAttributes {
    values = Map.copyOf(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
  }

  long number(String name) {
    return text(name)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::parseLong)
        .orElse(0L);
  }

  String arn() {
    return text(ARN).orElse("");
  }

  /** {@code arn:aws:sqs:<region>:<account>:<name>}; empty if there is no such part. */
  String ofArn(int part) {
    String[] parts = arn().split(":", -1);
    return part < parts.length ? parts[part] : "";
  }

  Duration retention() {
    return Duration.ofSeconds(number(RETENTION));
  }

  /** To which queue goes what was received too often. */
  Optional<String> deadLetters() {
    return text(REDRIVE)
        .flatMap(Fields::parse)
        .flatMap(policy -> policy.text("deadLetterTargetArn"));
  }

  boolean isEncryptedBySqs() {
    return text(SSE_SQS).filter("true"::equalsIgnoreCase).isPresent();
  }

  Optional<String> key() {
    return text(KMS_KEY);
  }

  /** Whether that is the key of AWS, which lets no other account in. */
  boolean hasAmazonsKey() {
    return key().filter(id -> id.endsWith(AMAZONS_KEY)).isPresent();
  }

  boolean isFifo() {
    return text("FifoQueue").filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Hidden ones and those to come included. */
  long messages() {
    return number("ApproximateNumberOfMessages")
        + number("ApproximateNumberOfMessagesNotVisible")
        + number("ApproximateNumberOfMessagesDelayed");
  }
}
