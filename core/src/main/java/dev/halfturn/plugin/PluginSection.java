// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The settings that choose plug-ins, and those of the plug-ins. */
final class PluginSection {

  private static final List<String> DEFAULT_NOTIFIERS = List.of("log");
  private static final String DEFAULT_SCHEDULER = "local";

  /** Chosen plug-ins; incomplete if there were problems. */
  record Chosen(
      Optional<String> store,
      SortedMap<String, PluginInstance<SecretStore>> stores,
      List<PluginInstance<Notifier>> notifiers,
      Optional<PluginInstance<ExpiryScheduler>> scheduler,
      Optional<PluginInstance<SecretIssuer>> issuer) {}

  private final Checks checks;
  private final Instances instances;
  private final PluginRegistry plugins;
  private final Given given;

  PluginSection(Checks checks, PluginRegistry plugins, Given given) {
    this.checks = checks;
    this.plugins = plugins;
    this.given = given;
    this.instances = new Instances(checks, plugins, checks.read(CoreKeys.PLUGINS_ALLOW));
  }

  Chosen check() {
    Optional<String> store = checks.read(CoreKeys.STORE);
    String key = CoreKeys.STORE.pattern();
    if (store.isEmpty() && !checks.hasProblem(key)) {
      checks.problem(key, "is required; there are: " + plugins.list(PluginKind.STORE));
    }
    return new Chosen(store, stores(store), notifiers(), scheduler(), issuer());
  }

  /** Whether the settings name an issuer. */
  boolean hasIssuer() {
    return checks.read(CoreKeys.ISSUER).isPresent();
  }

  /** The names of all notifiers that are to be used, sound or not. */
  Set<String> notifierNames() {
    return given.besides(Set.copyOf(checks.read(CoreKeys.NOTIFIERS).orElse(DEFAULT_NOTIFIERS)));
  }

  /** One store more, which the settings need not mention. */
  Optional<PluginInstance<SecretStore>> store(String name) {
    return instances.check(PluginKind.STORE, name, "store." + name);
  }

  private SortedMap<String, PluginInstance<SecretStore>> stores(Optional<String> chosen) {
    SortedSet<String> names = Instances.declared(PluginKind.STORE, checks.settings());
    names.addAll(chosen.stream().toList());
    SortedMap<String, PluginInstance<SecretStore>> stores = new TreeMap<>();
    for (String name : names) {
      instances
          .<SecretStore>check(PluginKind.STORE, name, CoreKeys.STORE.pattern())
          .ifPresent(instance -> stores.put(name, instance));
    }
    return stores;
  }

  private List<PluginInstance<Notifier>> notifiers() {
    String key = CoreKeys.NOTIFIERS.pattern();
    List<String> names = checks.read(CoreKeys.NOTIFIERS).orElse(DEFAULT_NOTIFIERS);
    if (names.isEmpty() && given.notifiers().isEmpty()) {
      checks.warning(key, "is empty: nobody will be told");
    }
    if (names.size() > RotationTracker.MAX_NOTIFIERS) {
      checks.problem(key, "names more than " + RotationTracker.MAX_NOTIFIERS);
    }
    refuseUnused(PluginKind.NOTIFIER, names, key);
    List<PluginInstance<Notifier>> notifiers = new ArrayList<>();
    for (String name : names) {
      instances.<Notifier>check(PluginKind.NOTIFIER, name, key).ifPresent(notifiers::add);
    }
    return notifiers;
  }

  private Optional<PluginInstance<ExpiryScheduler>> scheduler() {
    String key = CoreKeys.SCHEDULER.pattern();
    String name = checks.read(CoreKeys.SCHEDULER).orElse(DEFAULT_SCHEDULER);
    refuseUnused(PluginKind.SCHEDULER, List.of(name), key);
    return instances.check(PluginKind.SCHEDULER, name, key);
  }

  private Optional<PluginInstance<SecretIssuer>> issuer() {
    String key = CoreKeys.ISSUER.pattern();
    Optional<String> name = checks.read(CoreKeys.ISSUER);
    refuseUnused(PluginKind.ISSUER, name.stream().toList(), key);
    return name.flatMap(chosen -> instances.check(PluginKind.ISSUER, chosen, key));
  }

  /** A notifier that somebody configured but that never sends is a silent failure. */
  private void refuseUnused(PluginKind kind, List<String> used, String choosingKey) {
    for (String declared : Instances.declared(kind, checks.settings())) {
      if (checks.hasProblem(choosingKey)) {
        checks.settle(Instances.prefix(kind, declared));
      } else if (!used.contains(declared)) {
        checks.problemOfSection(
            Instances.prefix(kind, declared),
            "belongs to a " + kind.word() + " that '" + choosingKey + "' does not name",
            Suggestion.of(declared, used));
      }
    }
  }
}
