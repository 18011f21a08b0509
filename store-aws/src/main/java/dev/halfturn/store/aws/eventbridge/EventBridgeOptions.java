// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.aws.call.AwsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be configured. */
final class EventBridgeOptions {

  static final ConfigOption<Arn> TARGET =
      ConfigOption.of(
              "target-arn",
              "ARN of what is woken: an SQS queue of its own, or a Lambda function",
              Arn::target)
          .require();

  static final ConfigOption<Arn> ROLE =
      ConfigOption.of(
              "role-arn", "ARN of the role in which EventBridge Scheduler wakes it", Arn::role)
          .require();

  static final ConfigOption<String> GROUP =
      ConfigOption.of("group", "group in which the schedules lie", text -> name(text, "group"))
          .defaultsTo("halfturn");

  static final ConfigOption<Arn> TOPIC =
      ConfigOption.of(
          "topic-arn",
          "ARN of the SNS topic that is to tell what happens to parameters; nothing is told"
              + " without one",
          Arn::topic);

  static final ConfigOption<String> RULE =
      ConfigOption.of(
              "rule", "name of the EventBridge rule that sends there", text -> name(text, "rule"))
          .defaultsTo("halfturn-parameter-events");

  static final ConfigOption<String> PREFIX =
      ConfigOption.of(
          "parameter-prefix",
          "with what the parameters' names begin, such as /my-erp/; the applications' names unless"
              + " given",
          EventBridgeOptions::prefix);

  static final ConfigOption<Integer> NO_CHANGE_DAYS =
      ConfigOption.integer(
          "no-change-days",
          "tells also what the store's NoChangeNotification says: the days for which the store"
              + " arms it",
          1,
          365);

  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,50}");
  private static final Pattern PARAMETERS = Pattern.compile("(?:/[A-Za-z0-9_.-]{1,100}){1,14}/?");

  private EventBridgeOptions() {}

  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>(AwsOptions.ALL);
    all.addAll(List.of(TARGET, ROLE, GROUP, TOPIC, RULE, PREFIX, NO_CHANGE_DAYS));
    return List.copyOf(all);
  }

  private static String name(String text, String what) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be the name of a " + what + ": letters, digits, '.', '-', '_', at most 50");
    }
    return text;
  }

  private static String prefix(String text) {
    if (!PARAMETERS.matcher(text).matches()) {
      throw new IllegalArgumentException("must look like /my-erp/");
    }
    return text.endsWith("/") ? text : text + "/";
  }
}
