// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoredSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the story plays on; nothing of it is left when it is closed. */
final class DemoWorld implements AutoCloseable {

  static final String APP = "erp-na";
  static final List<String> SELLERS = List.of("acme-us", "acme-ca");
  static final String OPERATOR = "ops@example.com";

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  final Path directory;
  final DemoClock clock = new DemoClock(START);
  final DemoMail mail = new DemoMail();
  final AmazonSimulator amazon;
  final SimulatedApp app;
  private final SecureRandom random = new SecureRandom();
  private final PluginRegistry plugins;

  DemoWorld(PluginRegistry found) {
    plugins = found.with(mail);
    try {
      directory = Files.createTempDirectory("halfturn-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made", e);
    }
    amazon = AmazonSimulator.builder().clock(clock).build();
    app = amazon.addApp(APP);
    SELLERS.forEach(seller -> app.addSeller(seller, Region.NA));
  }

  Path storeFile() {
    return directory.resolve("secrets.halfturn");
  }

  /** What python-amazon-sp-api has read so far. */
  Path pythonCredentials() {
    StringBuilder yaml = new StringBuilder("version: '1.0'\n");
    for (SimulatedSeller seller : app.sellers()) {
      yaml.append(seller.name()).append(":\n");
      yaml.append("  lwa_app_id: ").append(app.clientId()).append('\n');
      yaml.append("  lwa_client_secret: ").append(app.secret()).append('\n');
      yaml.append("  refresh_token: ").append(seller.refreshToken()).append('\n');
    }
    try {
      return Files.writeString(directory.resolve("credentials.yml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("the credentials cannot be written", e);
    }
  }

  /** Makes the encrypted file and its key. */
  void createStore() {
    PluginInstance<SecretStore> store =
        Configuration.of(settings(), plugins, name -> Optional.empty()).store();
    MaintainedStoreFactory factory = (MaintainedStoreFactory) store.factory();
    factory
        .maintain(store.config(), new PluginContext(store.name(), clock, random, directory))
        .init(KeyOrigin.GENERATE);
  }

  /** Starts Halfturn anew, as after a reboot: it knows what the file says, and nothing else. */
  Halfturn open() {
    Halfturn opened =
        Halfturn.builder(settings())
            .plugins(plugins)
            .clock(clock)
            .random(random)
            .stateDirectory(directory)
            .environment(name -> Optional.empty())
            .open();
    amazon.oracles().keptIn(app, name -> entry(opened, name));
    return opened;
  }

  private static Optional<String> entry(Halfturn opened, String name) {
    return opened
        .secrets()
        .find(SecretName.of(name))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }

  private Settings settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("store", "file");
    settings.put("store.file.path", storeFile().toString());
    settings.put("store.file.key-file", directory.resolve("store.key").toString());
    settings.put("notifiers", "mail");
    settings.put("notifier.mail.type", DemoMail.NAME);
    settings.put("app." + APP + ".primary-user", "primary-user@example.com");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      settings.put("endpoint.spapi." + region.lowerCase(), amazon.spApi(region).toString());
    }
    return Settings.of(settings);
  }

  @Override
  public void close() {
    amazon.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear up " + directory, e);
    }
  }
}
