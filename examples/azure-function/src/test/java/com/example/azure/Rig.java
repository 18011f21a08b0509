// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.ManualExpirySchedulerFactory;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Halfturn between a store in memory and a simulated Amazon, on one clock. */
final class Rig implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  final Halfturn halfturn;
  private final RecordingNotifierFactory notifiers = new RecordingNotifierFactory();

  Rig(Path state) {
    halfturn =
        Halfturn.builder(
                Settings.of(
                    Map.of(
                        "store",
                        "memory",
                        "notifiers",
                        "recording",
                        "scheduler",
                        "manual",
                        "endpoint.allow-custom",
                        "true",
                        "endpoint.lwa",
                        amazon.lwaEndpoint().toString(),
                        "endpoint.spapi.eu",
                        amazon.spApi(Region.EU).toString())))
            .plugins(
                PluginRegistry.of(
                    List.of(
                        new InMemorySecretStoreFactory(),
                        notifiers,
                        new ManualExpirySchedulerFactory())))
            .clock(clock)
            .stateDirectory(state)
            .open();
  }

  /** An application with one seller, at Amazon and here. */
  SimulatedApp addApp(String name, String seller) {
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
    SecretValue authorization = SecretValue.ofUtf8(app.addSeller(seller, Region.EU).refreshToken());
    halfturn
        .applications()
        .addSeller(new NewSeller(name, seller, authorization, Optional.empty(), false));
    return app;
  }

  /** What is in the store, for the oracles that Amazon asks at each call. */
  private Optional<String> entry(String name) {
    return halfturn
        .secrets()
        .find(SecretName.of(name))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }

  RecordingNotifier notifier() {
    return notifiers.opened("recording").orElseThrow();
  }

  @Override
  public void close() {
    halfturn.close();
    amazon.close();
  }
}
