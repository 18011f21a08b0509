// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.ManualExpiryScheduler;
import dev.halfturn.testkit.ManualExpirySchedulerFactory;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Halfturn between a store in memory and a simulated Amazon, on one clock. */
final class Rig implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  final InMemorySecretStoreFactory stores = new InMemorySecretStoreFactory();
  final RecordingNotifierFactory notifiers = new RecordingNotifierFactory();
  final ManualExpirySchedulerFactory schedulers = new ManualExpirySchedulerFactory();
  final Map<String, String> settings = new HashMap<>();

  Rig() {
    settings.put("store", "memory");
    settings.put("notifiers", "recording");
    settings.put("scheduler", "manual");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      String key = "endpoint.spapi." + SpApiRegion.valueOf(region.name()).text();
      settings.put(key, amazon.spApi(region).toString());
    }
  }

  Halfturn.Builder builder() {
    return Halfturn.builder(Settings.of(settings))
        .plugins(PluginRegistry.of(List.of(stores, notifiers, schedulers)))
        .clock(clock)
        .environment(name -> Optional.empty())
        .audit(Audit.NONE)
        .stateDirectory(Path.of("unused"));
  }

  Halfturn open() {
    return builder().open();
  }

  /** An application with one seller, at Amazon and here. */
  SimulatedApp addApp(Halfturn halfturn, String name) {
    SimulatedApp app = amazon.addApp(name);
    amazon.oracles().keptIn(app, this::entry);
    halfturn
        .applications()
        .add(
            new NewApplication(
                name,
                app.clientId(),
                SecretValue.ofUtf8(app.secret()),
                Optional.of(SpApiRegion.EU),
                false));
    String token = app.addSeller("acme", Region.EU).refreshToken();
    halfturn
        .applications()
        .addSeller(new NewSeller(name, "acme", SecretValue.ofUtf8(token), Optional.empty(), false));
    return app;
  }

  /** In the store, whoever has it open. */
  private Optional<String> entry(String name) {
    PluginContext context =
        new PluginContext("memory", clock, new SecureRandom(), Path.of("unused"));
    try (SecretStore store = Plugins.open(stores, Map.of(), context)) {
      return store.find(SecretName.of(name)).map(StoredSecret::value).map(SecretValue::revealUtf8);
    }
  }

  RecordingNotifier notifier() {
    return notifiers.opened("recording").orElseThrow();
  }

  ManualExpiryScheduler scheduler() {
    return schedulers.opened("manual").orElseThrow();
  }

  /** Lets time pass hour by hour, as a scheduler would. */
  void pass(Duration time) {
    for (long hour = 0; hour < time.toHours(); hour++) {
      clock.advance(Duration.ofHours(1));
      scheduler().runDue();
    }
  }

  @Override
  public void close() {
    amazon.close();
  }
}
