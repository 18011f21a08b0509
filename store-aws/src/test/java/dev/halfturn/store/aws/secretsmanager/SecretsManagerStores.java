// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Stores on a server of the test. */
final class SecretsManagerStores {

  private SecretsManagerStores() {}

  static Map<String, String> settings(URI endpoint) {
    return Map.of(
        "region", "eu-central-1",
        "endpoint", endpoint.toString(),
        "access-key-id", "AKIDEXAMPLE",
        "secret-access-key", "example");
  }

  static SecretStore open(
      URI endpoint, Map<String, String> more, Consumer<Duration> pause, PluginContext context) {
    Map<String, String> all = new HashMap<>(settings(endpoint));
    all.putAll(more);
    return Plugins.open(new SecretsManagerStoreFactory(pause), all, context);
  }

  static SecretsManagerStore open(
      URI endpoint, Map<String, String> more, Consumer<Duration> pause) {
    return (SecretsManagerStore)
        open(
            endpoint,
            more,
            pause,
            new PluginContext(
                "tested",
                SettableClock.at("2026-03-01T12:00:00Z"),
                new SecureRandom(),
                Path.of("unused")));
  }
}
