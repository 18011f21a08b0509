// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ConfigOption;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be configured. */
final class SnsOptions {

  static final ConfigOption<Topic> TOPIC =
      ConfigOption.of("topic-arn", "ARN of the topic, or its name before it is made", Topic::parse)
          .require();

  static final ConfigOption<String> REGION =
      ConfigOption.of(
          "region", "AWS region; that of the ARN unless given", text -> word(text, "eu-central-1"));

  static final ConfigOption<URI> ENDPOINT =
      ConfigOption.of(
          "endpoint",
          "address of the service if it is not the region's own: a VPC endpoint, an emulator",
          SnsOptions::endpoint);

  static final ConfigOption<List<Subscriber>> SUBSCRIBE =
      ConfigOption.of(
          "subscribe",
          "who is to get what is sent to the topic: mail addresses, and numbers such as"
              + " +4915112345678",
          SnsOptions::subscribers);

  static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of(
              "timeout", "how long a call may take, with its repetitions", SnsOptions::timeout)
          .defaultsTo("10s");

  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private SnsOptions() {}

  static List<ConfigOption<?>> all() {
    return List.of(TOPIC, REGION, ENDPOINT, SUBSCRIBE, TIMEOUT);
  }

  private static String word(String text, String example) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException("must look like " + example);
    }
    return text;
  }

  private static URI endpoint(String text) {
    URI uri = ConfigOption.uri("endpoint", "").parse(text);
    boolean local = "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    if (uri.getHost() == null || !(local || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return uri;
  }

  private static List<Subscriber> subscribers(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .map(
            item ->
                Subscriber.of(item)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "must be mail addresses and telephone numbers with their country,"
                                    + " such as +4915112345678")))
        .distinct()
        .toList();
  }

  private static Duration timeout(String text) {
    Duration timeout = ConfigOption.parseDuration(text);
    if (timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 1m");
    }
    return timeout;
  }

  /** The region to use, if anything but the surroundings says so. */
  static Optional<String> region(Topic topic, Optional<String> configured) {
    return configured.or(topic::region);
  }
}
