// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an injector has at the extension points of {@link ExtensionsModule}. */
final class Contributions {

  private static final int MAX_NAME = 40;

  private final Set<Notifier> notifiers;
  private final List<Map<String, ? extends PluginFactory<?>>> factories;
  private final Optional<InstantSource> clock;
  private final Optional<Endpoints> endpoints;
  private final Optional<PluginRegistry> plugins;

  @Inject
  Contributions(
      Set<Notifier> notifiers,
      Map<String, SecretStoreFactory> stores,
      Map<String, NotifierFactory> notifierPlugins,
      Map<String, ExpirySchedulerFactory> schedulers,
      Map<String, SecretIssuerFactory> issuers,
      Optional<InstantSource> clock,
      Optional<Endpoints> endpoints,
      Optional<PluginRegistry> plugins) {
    this.notifiers = notifiers;
    this.factories = List.of(stores, notifierPlugins, schedulers, issuers);
    this.clock = clock;
    this.endpoints = endpoints;
    this.plugins = plugins;
  }

  /**
   * Adds everything to what is going to be opened.
   *
   * @return what cannot be added, and why
   */
  List<String> addTo(Halfturn.Builder builder) {
    List<String> problems = new ArrayList<>();
    clock.ifPresent(builder::clock);
    endpoints.ifPresent(builder::endpoints);
    plugins.ifPresent(builder::plugins);
    factories.forEach(byName -> addPlugins(byName, builder, problems));
    addNotifiers(builder, problems);
    return problems;
  }

  private static void addPlugins(
      Map<String, ? extends PluginFactory<?>> byName,
      Halfturn.Builder builder,
      List<String> problems) {
    byName.forEach(
        (name, factory) -> {
          if (name.equals(factory.name())) {
            builder.plugin(factory);
          } else {
            problems.add(
                described(factory)
                    + ": is bound under another name than its own: bind it under '"
                    + factory.name()
                    + "'");
          }
        });
  }

  private void addNotifiers(Halfturn.Builder builder, List<String> problems) {
    Set<String> names = new HashSet<>();
    for (Notifier notifier : notifiers) {
      String name = NamedNotifier.nameOf(notifier);
      if (name.length() > MAX_NAME || !PluginFactory.NAME.matcher(name).matches()) {
        problems.add(described(notifier) + ": has no legal name: give it one by NamedNotifier.of");
      } else if (!names.add(name)) {
        problems.add(
            described(notifier)
                + ": is the second notifier called '"
                + name
                + "': give it a name by NamedNotifier.of");
      } else {
        builder.notifier(name, notifier);
      }
    }
  }

  /** By its class: what it says of itself may be anything. */
  private static String described(Object contributed) {
    return contributed.getClass().getName();
  }
}
