// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.ManualExpirySchedulerFactory;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores in memory and a simulated Amazon, on one clock, for Halfturns and for injectors. */
final class Rig implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  final InMemorySecretStoreFactory stores = new InMemorySecretStoreFactory();
  final ManualExpirySchedulerFactory schedulers = new ManualExpirySchedulerFactory();
  final Map<String, String> settings = new HashMap<>();

  Rig() {
    settings.put("store", "memory");
    settings.put("scheduler", "manual");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      String key = "endpoint.spapi." + SpApiRegion.valueOf(region.name()).text();
      settings.put(key, amazon.spApi(region).toString());
    }
  }

  /** As of a second account: the same, with a store of its own. */
  Settings of(String store) {
    Map<String, String> other = new HashMap<>(settings);
    other.put("store", store);
    other.put("store." + store + ".type", "memory");
    return Settings.of(other);
  }

  Settings settings() {
    return Settings.of(settings);
  }

  /** Without plug-ins and a clock, which an injector has. */
  Halfturn.Builder builder(Settings chosen) {
    return Halfturn.builder(chosen)
        .environment(name -> Optional.empty())
        .audit(Audit.NONE)
        .stateDirectory(Path.of("unused"));
  }

  HalfturnService service() {
    return HalfturnService.of(builder(settings()));
  }

  Halfturn open(Settings chosen) {
    return builder(chosen)
        .plugins(PluginRegistry.builtIn().with(stores).with(schedulers))
        .clock(clock)
        .open();
  }

  Halfturn open() {
    return open(settings());
  }

  /** Contributes what {@link #open} is told. */
  Module plugins() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(new NoScanningModule());
        ExtensionsModule.stores(binder()).addBinding("memory").toInstance(stores);
        ExtensionsModule.schedulers(binder()).addBinding("manual").toInstance(schedulers);
        ExtensionsModule.clock(binder()).setBinding().toInstance(clock);
      }
    };
  }

  /** An application with sellers, at Amazon and in the store. */
  SimulatedApp addApp(String name, String... sellers) {
    return addApp(settings(), name, sellers);
  }

  SimulatedApp addApp(Settings chosen, String name, String... sellers) {
    return addApp(chosen, name, amazon.addApp(name + "-" + amazon.apps().size()), sellers);
  }

  private SimulatedApp addApp(Settings chosen, String name, SimulatedApp app, String... sellers) {
    try (Halfturn halfturn = open(chosen)) {
      halfturn
          .applications()
          .add(
              new NewApplication(
                  name,
                  app.clientId(),
                  SecretValue.ofUtf8(app.secret()),
                  Optional.of(SpApiRegion.EU),
                  false));
      for (String seller : List.of(sellers)) {
        String token = app.addSeller(seller, Region.EU).refreshToken();
        halfturn
            .applications()
            .addSeller(
                new NewSeller(name, seller, SecretValue.ofUtf8(token), Optional.empty(), false));
      }
    }
    return app;
  }

  @Override
  public void close() {
    amazon.close();
  }
}
