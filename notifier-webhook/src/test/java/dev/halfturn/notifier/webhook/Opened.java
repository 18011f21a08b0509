// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Severity;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Notifiers and notices of the tests. */
final class Opened {

  static final SettableClock CLOCK = SettableClock.at("2026-03-01T12:00:00Z");

  static final Notice NOTICE =
      new Notice(
          "5f0c1d",
          "173",
          Severity.CRITICAL,
          "erp",
          Optional.empty(),
          Optional.of(Instant.parse("2026-03-08T09:14:00Z")),
          Locale.ENGLISH,
          "erp: rotate the LWA client secret within 7 days",
          List.of(
              NoticePart.fact("Application", "erp (client …a1b2)"),
              NoticePart.fact("Ends", "Sun 8 Mar 2026 09:14 UTC"),
              NoticePart.step("What to do", "Ask <ops> & co"),
              NoticePart.step("", "Type"),
              NoticePart.command("halfturn rotate erp"),
              NoticePart.link("How to", "https://developer.example/rotate?a=1&b=2")));

  private Opened() {}

  static Notifier at(String url, Map<String, String> more) {
    return at(url, more, Optional.empty());
  }

  static Notifier at(String url, Map<String, String> more, Optional<SSLContext> trust) {
    WebhookNotifierFactory factory = new WebhookNotifierFactory(trust);
    Map<String, String> settings = new HashMap<>(more);
    settings.put("url", url);
    return factory.open(
        PluginConfig.parse(factory.options(), settings).config().orElseThrow(),
        new PluginContext("chat", CLOCK, new SecureRandom(), Path.of("unused")));
  }
}
