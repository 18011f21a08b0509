// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.secrets.Applications;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A simulated Amazon, a store in memory and a clock, for the applications of tests. */
final class Rig implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  final InMemorySecretStoreFactory stores = new InMemorySecretStoreFactory();
  final ManualExpirySchedulerFactory schedulers = new ManualExpirySchedulerFactory();
  private final TreeMap<String, String> properties = new TreeMap<>();

  Rig(Path state) {
    set("store", "memory");
    set("scheduler", "manual");
    set("state-directory", state.toString());
    set("look-every", "0s"); // tests look when they want to
    set("endpoint.allow-custom", "true");
    set("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      set(
          "endpoint.spapi." + SpApiRegion.valueOf(region.name()).text(),
          amazon.spApi(region).toString());
    }
  }

  Rig set(String key, String value) {
    properties.put("halfturn." + key, value);
    return this;
  }

  Rig unset(String key) {
    properties.remove("halfturn." + key);
    return this;
  }

  /** As properties of an application. */
  String[] properties() {
    return properties.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  /** Those that the tests hold on to; of the others none but what logs. */
  PluginRegistry plugins() {
    PluginRegistry found = PluginRegistry.discover(Rig.class.getClassLoader());
    return PluginRegistry.of(List.of(stores, schedulers, found.notifier("log")));
  }

  /** An application without a server, with what the starter configures and no more. */
  ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HalfturnAutoConfiguration.class,
                HalfturnHealthAutoConfiguration.class,
                HalfturnMetricsAutoConfiguration.class,
                HalfturnSanitizingAutoConfiguration.class))
        .withBean("testClock", InstantSource.class, () -> clock)
        .withBean("testPlugins", PluginRegistry.class, this::plugins)
        .withPropertyValues(properties());
  }

  /** An application with one seller, at Amazon and here. */
  SimulatedApp addApp(Applications applications, String name) {
    SimulatedApp app = amazon.addApp(name);
    applications.add(
        new NewApplication(
            name,
            app.clientId(),
            SecretValue.ofUtf8(app.secret()),
            Optional.of(SpApiRegion.EU),
            false));
    String token = app.addSeller("acme", Region.EU).refreshToken();
    applications.addSeller(
        new NewSeller(name, "acme", SecretValue.ofUtf8(token), Optional.empty(), false));
    return app;
  }

  @Override
  public void close() {
    amazon.close();
  }
}
