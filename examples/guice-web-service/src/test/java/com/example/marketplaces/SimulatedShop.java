// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.guice.ExtensionsModule;
import dev.halfturn.guice.HalfturnModule;
import dev.halfturn.guice.HalfturnService;
import dev.halfturn.guice.NoScanningModule;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service between a store in memory and a simulated Amazon, on one clock. */
final class SimulatedShop implements AutoCloseable {

  final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).build();
  final SimulatedApp app = amazon.addApp("erp");
  final int port;
  private final InMemorySecretStoreFactory stores = new InMemorySecretStoreFactory();
  private final HalfturnService service;
  private final WebServer server;

  /** Starts everything; state is a directory for small files. */
  SimulatedShop(Path state, int wantedPort) throws IOException {
    amazon.rules(amazon.rules().withProbeLimited(false)); // ask as often as you like
    addCredentials(state);
    service = HalfturnService.of(builder(state));
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, new HalfturnModule(service), new WebModule(), new Plugins());
    server = injector.getInstance(WebServer.class);
    port = server.start(wantedPort);
  }

  /** In place of what lies on the class path and of the system's clock. */
  private final class Plugins extends AbstractModule {
    @Override
    protected void configure() {
      install(new NoScanningModule());
      ExtensionsModule.stores(binder()).addBinding("memory").toInstance(stores);
      ExtensionsModule.clock(binder()).setBinding().toInstance(clock);
    }
  }

  private Halfturn.Builder builder(Path state) {
    return Halfturn.builder(
            Settings.of(
                Map.of(
                    "store",
                    "memory",
                    "endpoint.allow-custom",
                    "true",
                    "endpoint.lwa",
                    amazon.lwaEndpoint().toString(),
                    "endpoint.spapi.eu",
                    amazon.spApi(Region.EU).toString())))
        .audit(Audit.NONE)
        .stateDirectory(state);
  }

  /** What somebody does with commands, long before the service is started. */
  private void addCredentials(Path state) {
    try (Halfturn halfturn =
        builder(state).plugins(PluginRegistry.builtIn().with(stores)).clock(clock).open()) {
      halfturn
          .applications()
          .add(
              new NewApplication(
                  "erp",
                  app.clientId(),
                  SecretValue.ofUtf8(app.secret()),
                  Optional.of(SpApiRegion.EU),
                  false));
      SecretValue authorization =
          SecretValue.ofUtf8(app.addSeller("acme-us", Region.EU).refreshToken());
      halfturn
          .applications()
          .addSeller(new NewSeller("erp", "acme-us", authorization, Optional.empty(), false));
    }
  }

  /** Somebody makes a new client secret in Amazon's console and enters it; a week goes by. */
  RotationOutcome.Kind rotate() {
    Rotator rotator = service.start().rotator();
    SecretValue next = SecretValue.ofUtf8(app.rotateInConsole());
    RotationOutcome outcome = rotator.accept("erp", next);
    while (outcome.kind() == RotationOutcome.Kind.PENDING) {
      clock.set(outcome.retryAt().orElseThrow());
      outcome = rotator.resume("erp");
    }
    clock.advance(Duration.ofDays(8)); // the old one is dead now
    return outcome.kind();
  }

  @Override
  public void close() {
    server.close();
    service.close();
    amazon.close();
  }
}
