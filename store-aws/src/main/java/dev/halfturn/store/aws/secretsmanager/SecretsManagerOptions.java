// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.aws.call.AwsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be configured. */
final class SecretsManagerOptions {

  static final ConfigOption<String> PREFIX =
      ConfigOption.of(
              "prefix",
              "what the names of the secrets begin with, with its '/'",
              SecretsManagerOptions::prefix)
          .defaultsTo("halfturn/");

  static final ConfigOption<Map<String, String>> SECRET =
      ConfigOption.byName(
          "secret",
          "name or ARN of the secret that holds client id and client secret of an application as"
              + " JSON, in the shape of Amazon's rotation sample");

  static final ConfigOption<String> KMS_KEY =
      ConfigOption.of(
          "kms-key",
          "id, ARN or alias of the key for new secrets; aws/secretsmanager unless given",
          SecretsManagerOptions::key);

  static final ConfigOption<Integer> RECOVERY_DAYS =
      ConfigOption.of(
              "recovery-days",
              "how long AWS keeps what is deleted: 7 to 30 days, or 0 to delete at once",
              SecretsManagerOptions::days)
          .defaultsTo("0");

  private static final Pattern PREFIX_TEXT = Pattern.compile("[A-Za-z0-9/_+=.@-]{0,100}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,256}");
  private static final ConfigOption<Integer> DAYS = ConfigOption.integer("days", "", 0, 30);
  private static final int LEAST_DAYS = 7;

  private SecretsManagerOptions() {}

  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>(List.of(PREFIX, SECRET, KMS_KEY, RECOVERY_DAYS));
    all.addAll(AwsOptions.ALL);
    return List.copyOf(all);
  }

  private static String prefix(String text) {
    if (!PREFIX_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be at most 100 letters, digits and characters of /_+=.@-");
    }
    return text;
  }

  private static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException("must look like alias/halfturn, or be an id or ARN");
    }
    return text;
  }

  private static int days(String text) {
    int days = DAYS.parse(text);
    if (days > 0 && days < LEAST_DAYS) {
      throw new IllegalArgumentException("must be 0, or 7 to 30");
    }
    return days;
  }
}
