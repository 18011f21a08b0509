// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSchedules;
import dev.halfturn.testbed.aws.FakeSqs;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** AWS as this plug-in sees it, played, at one moment. */
final class Bed implements AutoCloseable {

  static final Arn QUEUE = Arn.target("arn:aws:sqs:eu-central-1:111122223333:wake-ups");
  static final Arn FUNCTION = Arn.target("arn:aws:lambda:eu-central-1:111122223333:function:check");
  static final Arn ROLE = Arn.role("arn:aws:iam::111122223333:role/halfturn-scheduler");

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakeAws aws = new FakeAws();
  final FakeSqs sqs = new FakeSqs(aws, QUEUE.text());
  final FakeSchedules schedules = new FakeSchedules(clock, sqs);

  /** As it is before anything was made. */
  static Bed bare() {
    return new Bed();
  }

  /** With the group in which schedules lie. */
  static Bed prepared() {
    Bed bed = new Bed();
    bed.schedules.withGroup("halfturn");
    return bed;
  }

  private Bed() {
    aws.with("sqs", sqs).with("scheduler", schedules);
  }

  ExpiryScheduler open(Arn target) {
    return open(target, aws.endpoint(), context(clock));
  }

  static ExpiryScheduler open(Arn target, URI endpoint, PluginContext context) {
    return new EventBridgeSchedulerFactory().open(config(target, endpoint, Map.of()), context);
  }

  static PluginContext context(SettableClock clock) {
    return new PluginContext("tested", clock, new SecureRandom(), Path.of("unused"));
  }

  static PluginConfig config(Arn target, URI endpoint, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(settings(target));
    settings.put("endpoint", endpoint.toString());
    settings.putAll(more);
    return PluginConfig.parse(EventBridgeOptions.all(), settings).config().orElseThrow();
  }

  static Map<String, String> settings(Arn target) {
    return Map.of(
        "target-arn", target.text(),
        "role-arn", ROLE.text(),
        "region", "eu-central-1",
        "access-key-id", "AKIDEXAMPLE",
        "secret-access-key", "example",
        "timeout", "4s");
  }

  @Override
  public void close() {
    aws.close();
  }
}
