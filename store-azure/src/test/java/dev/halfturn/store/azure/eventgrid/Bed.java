// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.testbed.azure.FakeArm;
import dev.halfturn.testbed.azure.FakeQueue;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** Azure as this plug-in sees it, played, at one moment. */
final class Bed implements AutoCloseable {

  static final String GROUP =
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop";
  static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/shopwakeups";
  static final String QUEUE = ACCOUNT + "/queueServices/default/queues/halfturn";
  static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/shop-vault";
  static final String SUBSCRIPTION =
      VAULT + "/providers/Microsoft.EventGrid/eventSubscriptions/halfturn-wake-ups";

  private static final TokenCredential CREDENTIAL =
      request ->
          Mono.just(new AccessToken("a token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakeQueue queue = new FakeQueue(clock, "halfturn");
  final FakeArm arm = new FakeArm();
  private final EventGridSchedulerFactory factory =
      new EventGridSchedulerFactory(
          (owner, config) ->
              new AzureAccess(
                  owner, config, CREDENTIAL, new OkHttpAsyncHttpClientBuilder().build()),
          Duration.ofMillis(20));

  /** The storage account and the vault are there. */
  Bed withGiven() {
    arm.put(ACCOUNT, Map.of());
    arm.put(VAULT, Map.of());
    return this;
  }

  static Map<String, String> settings() {
    return Map.of(
        "storage-account", "shopwakeups",
        "vault", "shop-vault",
        "subscription-id", "11111111-2222-3333-4444-555555555555",
        "resource-group", "shop",
        "timeout", "4s");
  }

  PluginConfig config(Map<String, String> more) {
    Map<String, String> texts = new HashMap<>(settings());
    texts.put("queue-endpoint", queue.endpoint().toString());
    texts.put("management-endpoint", arm.endpoint().toString());
    texts.putAll(more);
    texts.values().removeIf(String::isEmpty);
    return PluginConfig.parse(EventGridOptions.all(), texts).config().orElseThrow();
  }

  ExpiryScheduler open(Path state, Map<String, String> more) {
    return open(new PluginContext("tested", clock, new SecureRandom(), state), more);
  }

  ExpiryScheduler open(PluginContext context, Map<String, String> more) {
    return factory.open(config(more), context);
  }

  List<ProvisionedStep> run(Task task, boolean dryRun, Map<String, String> more, String... apps) {
    TreeMap<String, String> secrets = new TreeMap<>();
    for (String app : apps) {
      secrets.put(app, app + "--lwa--clientsecret");
    }
    return factory.provision(
        task,
        dryRun,
        config(more),
        new PluginContext("tested", clock, new SecureRandom(), Path.of("unused")),
        secrets);
  }

  @Override
  public void close() {
    queue.close();
    arm.close();
  }
}
