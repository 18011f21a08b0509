// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PreparedPart;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Notifiers and notices of the tests. */
final class Opened {

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
              NoticePart.step("What to do", "Type"),
              NoticePart.command("halfturn rotate erp")));

  private Opened() {}

  static SnsNotifierFactory factory() {
    return new SnsNotifierFactory(
        () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  static PluginConfig config(Map<String, String> settings) {
    return PluginConfig.parse(SnsOptions.all(), settings).config().orElseThrow();
  }

  static PluginContext context() {
    return new PluginContext(
        "pager", SettableClock.at("2026-03-01T12:00:00Z"), new SecureRandom(), Path.of("unused"));
  }

  static Map<String, String> settings(SnsBed sns, String topic, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("endpoint", sns.endpoint().toString());
    settings.put("topic-arn", topic);
    settings.put("region", "eu-central-1");
    return settings;
  }

  static Notifier notifier(SnsBed sns, String topic, Map<String, String> more) {
    return factory().open(config(settings(sns, topic, more)), context());
  }

  static List<PreparedPart> prepare(SnsBed sns, String topic, String subscribe) {
    return factory()
        .prepare(config(settings(sns, topic, Map.of("subscribe", subscribe))), context());
  }
}
