// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeQueue;
import dev.halfturn.testbed.aws.FakeQueues;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** AWS as this plug-in sees it, played, with a queue and its dead letters as they should be. */
final class Bed implements AutoCloseable {

  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-central-1";

  final SettableClock clock;
  final FakeAws aws = new FakeAws();
  final FakeQueues queues;
  final FakeQueue queue;
  final FakeQueue dead;

  Bed(SettableClock clock) {
    this.clock = clock;
    queues = new FakeQueues(aws, clock, REGION, ACCOUNT);
    aws.with("sqs", queues);
    dead = queues.queue("halfturn-new-secrets-dead");
    queue = queues.queue("halfturn-new-secrets");
    dead.attributes().put("MessageRetentionPeriod", "1209600");
    dead.attributes().put("SqsManagedSseEnabled", "true");
    queue.attributes().put("MessageRetentionPeriod", "1209600");
    queue.attributes().put("SqsManagedSseEnabled", "true");
    queue.attributes().put("RedrivePolicy", redrive(dead.arn(), 10));
    queue.attributes().put("Policy", policy(AMAZON));
  }

  Bed() {
    this(SettableClock.at("2026-03-01T12:00:00Z"));
  }

  static final String AMAZON =
      """
      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},\
      "Action":["sqs:SendMessage","sqs:GetQueueAttributes"],\
      "Resource":"arn:aws:sqs:eu-central-1:111122223333:halfturn-new-secrets"}\
      """;

  static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  static String redrive(String arn, int receives) {
    return "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + receives + "}";
  }

  Map<String, String> settings() {
    return Map.of(
        "queue-url",
        queue.url(),
        "dlq-url",
        dead.url(),
        "endpoint",
        aws.endpoint().toString(),
        "access-key-id",
        "AKIDEXAMPLE",
        "secret-access-key",
        "example",
        "timeout",
        "4s");
  }

  SecretIssuer open() {
    return open(Map.of());
  }

  SecretIssuer open(Map<String, String> changed) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.putAll(changed);
    settings.values().removeIf(String::isEmpty);
    return Plugins.open(new SpapiIssuerFactory(), settings, context(clock));
  }

  static PluginContext context(SettableClock clock) {
    return new PluginContext("spapi", clock, new SecureRandom(), Path.of("unused"));
  }

  @Override
  public void close() {
    aws.close();
  }
}
