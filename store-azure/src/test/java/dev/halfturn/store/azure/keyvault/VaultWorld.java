// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.VaultOperation;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A vault of a test, the network to it, and stores on it; waiting moves the clock. */
final class VaultWorld implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  final FakeVault vault = new FakeVault(clock);

  /** Sees nothing but TLS: it can refuse and swallow, not lose answers. */
  final FaultProxy network = new FaultProxy(vault.port());

  final List<Duration> pauses = new ArrayList<>();
  private final List<SecretStore> opened = new ArrayList<>();

  /** A store that reaches it directly. */
  KeyVaultSecretStore store(String... settings) {
    return open(vault.endpoint().toString(), settings);
  }

  /** A store behind the network. */
  KeyVaultSecretStore distantStore(String... settings) {
    return open(network.endpoint().toString().replace("http:", "https:"), settings);
  }

  /**
   * A store in its own process, as far as the vault can tell.
   *
   * @param settings keys and values by turns
   */
  private KeyVaultSecretStore open(String endpoint, String... settings) {
    Map<String, String> texts = new HashMap<>(Map.of("endpoint", endpoint));
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    return storeWith(texts);
  }

  /** A store with these settings and no others. */
  KeyVaultSecretStore storeWith(Map<String, String> texts) {
    SecretStore store =
        Plugins.open(
            new KeyVaultStoreFactory(VaultAccess.to(vault), this::pause),
            texts,
            new PluginContext("azure-key-vault", clock, new SecureRandom(), Path.of("unused")));
    opened.add(store);
    return (KeyVaultSecretStore) store;
  }

  /** Lets something happen before a request of this kind goes on, once. */
  void before(VaultOperation operation, int number, Runnable event) {
    AtomicInteger seen = new AtomicInteger();
    vault.faults(
        request -> {
          if (request.is(operation) && seen.getAndIncrement() == number) {
            event.run();
          }
          return Optional.empty();
        });
  }

  private synchronized void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
  }

  Duration waited() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    opened.forEach(SecretStore::close);
    network.close();
    vault.close();
  }
}
