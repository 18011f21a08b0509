// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.Rotation;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.protobuf.util.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a secret may bear.
 *
 * @see <a
 *     href="https://github.com/googleapis/googleapis/blob/master/google/cloud/secretmanager/v1/resources.proto">resources.proto</a>
 */
final class SecretRules {

  static final int MOST_PAYLOAD = 64 * 1024;

  private static final int MOST_LABELS = 64;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_TOPICS = 10;
  private static final int MOST_ANNOTATIONS = 16 * 1024;
  private static final int MOST_BYTES = 128;
  private static final Duration EARLIEST_ROTATION = Duration.ofMinutes(5);
  private static final long SHORTEST_PERIOD = 3600;
  private static final long LONGEST = 3_153_600_000L;

  private static final Pattern LABEL_KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");
  private static final Pattern ANNOTATION_KEY =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern ALIAS =
      Pattern.compile("(?!latest$|NEW$)[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final Pattern TOPIC = Pattern.compile("projects/[^/]+/topics/[^/]+");

  private SecretRules() {}

  static void check(Secret secret, Instant now) {
    checkReplication(secret);
    require(secret.getLabelsCount() <= MOST_LABELS, "more than 64 labels");
    secret.getLabelsMap().forEach(SecretRules::checkLabel);
    checkAnnotations(secret.getAnnotationsMap());
    require(secret.getVersionAliasesCount() <= MOST_ALIASES, "more than 50 version aliases");
    secret
        .getVersionAliasesMap()
        .keySet()
        .forEach(alias -> require(ALIAS.matcher(alias).matches(), "not a version alias: " + alias));
    require(secret.getTopicsCount() <= MOST_TOPICS, "more than 10 topics");
    secret
        .getTopicsList()
        .forEach(topic -> require(TOPIC.matcher(topic.getName()).matches(), "not a topic"));
    if (secret.hasRotation()) {
      require(secret.getTopicsCount() > 0, "rotation needs topics");
      checkRotation(secret.getRotation(), now);
    }
  }

  private static void checkReplication(Secret secret) {
    if (ResourceNames.isRegional(secret.getName())) {
      require(!secret.hasReplication(), "a regional secret has no replication");
    } else {
      require(
          secret.getReplication().hasAutomatic()
              || secret.getReplication().getUserManaged().getReplicasCount() > 0,
          "replication must be automatic or name its replicas");
    }
  }

  private static void checkLabel(String key, String value) {
    require(
        LABEL_KEY.matcher(key).matches()
            && LABEL_VALUE.matcher(value).matches()
            && bytes(key) <= MOST_BYTES
            && bytes(value) <= MOST_BYTES,
        "not a label: " + key);
  }

  private static void checkAnnotations(Map<String, String> annotations) {
    int size = 0;
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      require(
          ANNOTATION_KEY.matcher(annotation.getKey()).matches(),
          "not the key of an annotation: " + annotation.getKey());
      size += bytes(annotation.getKey()) + bytes(annotation.getValue());
    }
    require(size < MOST_ANNOTATIONS, "annotations have 16 KiB or more");
  }

  private static void checkRotation(Rotation rotation, Instant now) {
    if (rotation.hasRotationPeriod()) {
      long period = rotation.getRotationPeriod().getSeconds();
      require(period >= SHORTEST_PERIOD && period <= LONGEST, "rotation_period is out of range");
      require(rotation.hasNextRotationTime(), "rotation_period needs next_rotation_time");
    }
    if (rotation.hasNextRotationTime()) {
      long seconds =
          Timestamps.toMillis(rotation.getNextRotationTime()) / 1000 - now.getEpochSecond();
      require(
          seconds >= EARLIEST_ROTATION.toSeconds() && seconds <= LONGEST,
          "next_rotation_time must be at least 300 seconds ahead");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw GcpError.invalid(otherwise);
    }
  }
}
