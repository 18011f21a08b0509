// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What can be configured. */
final class WebhookOptions {

  /** Sensitive, since it often holds all that is needed to post there. */
  static final ConfigOption<SecretValue> URL =
      ConfigOption.secret("url", "address that is posted to, https").require();

  static final ConfigOption<Format> FORMAT =
      ConfigOption.oneOf("format", "what is posted: cloudevents, slack or teams", Format.class)
          .defaultsTo("cloudevents");

  static final ConfigOption<SecretValue> HMAC_KEY =
      ConfigOption.secret("hmac-key", "key that signs each notice, at least 16 characters");

  static final ConfigOption<URI> SOURCE =
      ConfigOption.of("source", "who says so, a URI; only in cloudevents", WebhookOptions::source)
          .defaultsTo("urn:halfturn");

  static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of("timeout", "how long a call may take in all", WebhookOptions::timeout)
          .defaultsTo("10s");

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private WebhookOptions() {}

  static List<ConfigOption<?>> all() {
    return List.of(URL, FORMAT, HMAC_KEY, SOURCE, TIMEOUT);
  }

  private static URI source(String text) {
    URI source;
    try {
      source = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a URI");
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must be a URI, not nothing");
    }
    return source;
  }

  private static Duration timeout(String text) {
    Duration timeout = ConfigOption.parseDuration(text);
    if (timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 1m");
    }
    return timeout;
  }
}
