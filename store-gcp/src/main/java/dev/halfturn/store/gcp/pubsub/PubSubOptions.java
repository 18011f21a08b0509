// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.gcp.call.GcpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be configured. */
final class PubSubOptions {

  static final ConfigOption<String> TOPIC =
      ConfigOption.of(
              "topic", "name of the topic that Secret Manager tells", text -> name(text, "topic"))
          .defaultsTo("halfturn");

  static final ConfigOption<String> SUBSCRIPTION =
      ConfigOption.of(
          "subscription",
          "name of the subscription by which this process is woken, of its own; without one a"
              + " function is woken, and this process is not",
          text -> name(text, "subscription"));

  static final ConfigOption<String> PREFIX =
      ConfigOption.of(
          "prefix",
          "with what the names of the store's secrets begin, if they do: its option prefix",
          PubSubOptions::prefix);

  static final ConfigOption<Map<String, String>> SECRET =
      ConfigOption.byName(
          "secret", "id of the secret of an application's client secret, if it is another");

  private static final Pattern NAME = Pattern.compile("(?!goog)[A-Za-z][A-Za-z0-9_.~+-]{2,254}");
  private static final Pattern PREFIX_TEXT = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private PubSubOptions() {}

  static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> all = new ArrayList<>(GcpOptions.ALL);
    all.addAll(List.of(GcpOptions.PUBSUB_ENDPOINT, TOPIC, SUBSCRIPTION, PREFIX, SECRET));
    return List.copyOf(all);
  }

  private static String name(String text, String what) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be the name of a " + what + ": a letter, then letters, digits, '.', '-', '_'");
    }
    return text;
  }

  private static String prefix(String text) {
    if (!PREFIX_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be letters, digits, '-' and '_'");
    }
    return text;
  }

  /** Whether it can be the id of a secret. */
  static boolean isSecretId(String text) {
    return SECRET_ID.matcher(text).matches();
  }
}
