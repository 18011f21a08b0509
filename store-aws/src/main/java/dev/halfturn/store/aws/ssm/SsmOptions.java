// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.aws.call.AwsOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of {@code aws-ssm}. */
final class SsmOptions {

  /** The key that every account has. */
  static final String DEFAULT_KEY = "alias/aws/ssm";

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");

  static final ConfigOption<String> KMS_KEY_ID =
      ConfigOption.of(
              "kms-key-id",
              "KMS key that encrypts: an id, an ARN or an alias/name",
              SsmOptions::keyId)
          .defaultsTo(DEFAULT_KEY);

  static final ConfigOption<Tier> TIER =
      ConfigOption.oneOf(
              "tier",
              "tier of what is written; advanced costs money and cannot be taken back",
              Tier.class)
          .defaultsTo("standard");

  static final ConfigOption<String> PREFIX =
      ConfigOption.of(
          "prefix", "path below which all parameters lie: /prod/halfturn", SsmOptions::prefix);

  static final ConfigOption<Map<String, String>> ALIAS =
      ConfigOption.byName(
          "alias",
          "parameter of this entry, if it is not called as the entry: /my-erp/refreshToken");

  static final ConfigOption<Integer> NO_CHANGE_DAYS =
      ConfigOption.integer(
          "no-change-days",
          "days after which EventBridge is told that a client secret was not changed; needs tier"
              + " advanced",
          1,
          365);

  static final ConfigOption<Boolean> LABELS =
      ConfigOption.bool("labels", "whether the current version of a client secret bears a label")
          .defaultsTo("false");

  static final List<ConfigOption<?>> ALL =
      Stream.concat(
              AwsOptions.ALL.stream(),
              Stream.of(KMS_KEY_ID, TIER, PREFIX, ALIAS, NO_CHANGE_DAYS, LABELS))
          .toList();

  private SsmOptions() {}

  private static String keyId(String text) {
    if (!KEY_ID.matcher(text).matches()) {
      throw new IllegalArgumentException("must be an id, an ARN or an alias/name of a KMS key");
    }
    return text;
  }

  private static String prefix(String text) {
    if (!ParameterNames.isLegalPrefix(text)) {
      throw new IllegalArgumentException(
          "must look like /prod/halfturn, of at most "
              + ParameterNames.MAX_PREFIX_LEVELS
              + " levels, and not begin with /aws or /ssm");
    }
    return text;
  }

  /**
   * Checks what no single option shows.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  static void check(PluginConfig config) {
    if (config.find(NO_CHANGE_DAYS).isPresent() && config.get(TIER) != Tier.ADVANCED) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "no-change-days: needs tier advanced")
              .withHint("set tier=advanced, which costs money, or leave no-change-days out"));
    }
  }
}
