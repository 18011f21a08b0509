// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a rehearsal plays in: Amazon, a clock, a store with the applications. */
final class World {

  /** Of the first secrets: one that is asked for at the start has to be a later one. */
  private static final Duration AGE_AT_THE_START = Duration.ofHours(1);

  final Noticeboard noticeboard = new Noticeboard();
  final WakeUps wakeUps = new WakeUps();
  final SettableClock clock;
  final Path directory;
  final AmazonSimulator amazon;
  final PluginRegistry plugins;
  final Settings settings;
  final Configuration configuration;
  final Halfturn halfturn;

  /**
   * Opens everything.
   *
   * @param closing told of all that has to be closed, also if this fails
   */
  World(RehearsalBuilder plan, Closing closing) {
    clock = new SettableClock(plan.start.minus(AGE_AT_THE_START));
    directory = TemporaryDirectory.create();
    closing.add(() -> TemporaryDirectory.remove(directory));
    amazon = AmazonSimulator.builder().clock(clock).build();
    closing.add(amazon::close);
    // its budget fills up as time passes, and here it stands still
    amazon.rules(amazon.rules().withProbeLimited(false));
    PluginRegistry found =
        PluginRegistry.discover(World.class.getClassLoader()).with(noticeboard).with(wakeUps);
    for (PluginFactory<?> factory : plan.plugins) {
      found = found.with(factory);
    }
    plugins = found;
    settings = settings(plan);
    configuration = Configuration.of(settings, plugins, name -> Optional.empty());
    PluginInstance<SecretStore> store = configuration.store();
    PluginContext context =
        new PluginContext(store.name(), clock, new SecureRandom(), directory.resolve("state"));
    if (plan.inFile) {
      create(store, context);
    }
    try (Halfturn beforehand = builder().open()) {
      plan.apps.forEach((app, sellers) -> add(beforehand, app, sellers, plan.automatic));
      if (notifiesUs()) {
        beforehand.tracker().test(Noticeboard.NAME, List.copyOf(plan.apps.keySet()));
        noticeboard.clear();
      }
    }
    clock.set(plan.start);
    halfturn = builder().open(); // after the clock was moved, which it would notice
    closing.add(halfturn::close);
    SecretStore watched = store.open(context);
    closing.add(watched::close);
    if (plan.judged) {
      Judge judge = new Judge(amazon, new Secrets(store.name(), watched));
      closing.add(judge::end);
      judge.begin();
    }
  }

  /** As another process would open it. */
  Halfturn.Builder builder() {
    return Halfturn.builder(settings)
        .plugins(plugins)
        .clock(clock)
        .stateDirectory(directory.resolve("state"))
        .environment(name -> Optional.empty());
  }

  /** Whether the settings name the notifier that keeps what it is sent. */
  boolean notifiesUs() {
    return configuration.notifiers().stream()
        .anyMatch(notifier -> notifier.name().equals(Noticeboard.NAME));
  }

  private static void create(PluginInstance<SecretStore> store, PluginContext context) {
    if (store.factory() instanceof MaintainedStoreFactory factory) {
      factory.maintain(store.config(), context).init(KeyOrigin.GENERATE);
    }
  }

  private Settings settings(RehearsalBuilder plan) {
    Map<String, String> all = new TreeMap<>();
    if (plan.inFile) {
      all.put("store", "file");
      all.put("store.file.path", directory.resolve("secrets.halfturn").toString());
      all.put("store.file.key-file", directory.resolve("store.key").toString());
    } else {
      all.put("store", "memory");
    }
    all.put("notifiers", Noticeboard.NAME);
    all.put("scheduler", WakeUps.NAME);
    all.put("instance", "rehearsal");
    all.put("endpoint.allow-custom", "true");
    all.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      all.put("endpoint.spapi." + region.text(), amazon.spApi(played(region)).toString());
    }
    if (plan.automatic) {
      all.put("issuer", "spapi");
      all.put("issuer.spapi.queue-url", amazon.queueUrl().toString());
      all.put("issuer.spapi.dlq-url", amazon.deadLetterUrl().toString());
      all.put("rotation.auto", "true");
    }
    all.putAll(plan.settings);
    return Settings.of(all);
  }

  private static Region played(SpApiRegion region) {
    return Region.valueOf(region.name());
  }

  private void add(
      Halfturn opened, String name, Map<String, SpApiRegion> sellers, boolean automatic) {
    SimulatedApp app = amazon.addApp(name);
    app.enrolled(automatic);
    opened
        .applications()
        .add(
            new NewApplication(
                name, app.clientId(), SecretValue.ofUtf8(app.secret()), Optional.empty(), false));
    sellers.forEach(
        (seller, region) ->
            opened
                .applications()
                .addSeller(
                    new NewSeller(
                        name,
                        seller,
                        SecretValue.ofUtf8(app.addSeller(seller, played(region)).refreshToken()),
                        Optional.of(region),
                        false)));
    opened.tracker().declareIssued(name, clock.instant(), Provenance.DECLARED);
  }
}
