// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A version of a secret as AWS gives it.
 *
 * @param name of the secret
 * @param arn of the secret
 * @param version of the secret
 * @param labels which this version bears
 * @param content what it holds
 */
record Held(
    String name, String arn, SecretVersion version, List<String> labels, SecretValue content) {

  Held {
    labels = List.copyOf(labels);
  }

  static Held of(Map<String, Object> answer) {
    Object text = answer.get("SecretString");
    return new Held(
        String.valueOf(answer.get("Name")),
        String.valueOf(answer.get("ARN")),
        new SecretVersion(
            String.valueOf(answer.get("VersionId")), instant((Number) answer.get("CreatedDate"))),
        labels(answer.get("VersionStages")),
        text != null
            ? SecretValue.ofUtf8(String.valueOf(text))
            : SecretValue.of(
                Base64.getDecoder().decode(String.valueOf(answer.get("SecretBinary")))));
  }

  boolean bears(Stage stage) {
    return labels.contains(stage.label());
  }

  /** Whether it is or was current, as against a candidate that never became it. */
  boolean wasPromoted() {
    return bears(Stage.CURRENT) || bears(Stage.PREVIOUS);
  }

  private static Instant instant(Number epochSeconds) {
    return Instant.ofEpochMilli(Math.round(epochSeconds.doubleValue() * 1000));
  }

  private static List<String> labels(Object stages) {
    return stages instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
