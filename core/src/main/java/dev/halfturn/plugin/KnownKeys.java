// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.HalfturnException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Every key that means something beside given settings: the names of applications, sellers and
 * instances that they mention take the places in the keys' patterns.
 */
final class KnownKeys {

  /** How the key of an option by name ends here, in place of a name. */
  private static final String NAMED = ".";

  private final Settings settings;
  private final PluginRegistry plugins;
  private final SortedSet<String> known = new TreeSet<>();

  private KnownKeys(Settings settings, PluginRegistry plugins) {
    this.settings = settings;
    this.plugins = plugins;
  }

  /** With each plug-in under its own name. */
  static SortedSet<String> of(Settings settings, PluginRegistry plugins) {
    return of(settings, plugins, plugins::names);
  }

  /** Of the instances that the settings mention, which is enough to find a key that is unknown. */
  static SortedSet<String> ofMentioned(Settings settings, PluginRegistry plugins) {
    return of(settings, plugins, kind -> Set.of());
  }

  private static SortedSet<String> of(
      Settings settings, PluginRegistry plugins, Function<PluginKind, Set<String>> more) {
    KnownKeys keys = new KnownKeys(settings, plugins);
    keys.addCore();
    for (PluginKind kind : PluginKind.values()) {
      keys.addInstances(kind, more.apply(kind));
    }
    return keys.known;
  }

  private void addCore() {
    for (CoreKey<?> key : CoreKeys.ALL) {
      if (key.places() == 0) {
        known.add(key.pattern());
        key.twin().ifPresent(twin -> known.add(twin));
      }
    }
    Arrays.stream(SpApiRegion.values()).forEach(r -> known.add(CoreKeys.SP_API.key(r.text())));
    ReminderSection.routes(settings).forEach(day -> known.add(CoreKeys.ROUTE.key(day)));
    ReminderSection.groups(settings).forEach(group -> known.add(CoreKeys.GROUP.key(group)));
    SortedSet<String> apps = AppSection.mentioned(settings);
    apps.addAll(listed(CoreKeys.APPS.key()));
    apps.forEach(this::addApp);
  }

  private void addApp(String app) {
    for (CoreKey<?> key :
        List.of(
            CoreKeys.APP_CLIENT_ID,
            CoreKeys.APP_PRIMARY_USER,
            CoreKeys.APP_REGION,
            CoreKeys.APP_SELLERS)) {
      known.add(key.key(app));
    }
    SortedSet<String> sellers = AppSection.mentionedSellers(settings, app);
    sellers.addAll(listed(CoreKeys.APP_SELLERS.key(app)));
    sellers.forEach(seller -> known.add(CoreKeys.SELLER_REGION.key(app, seller)));
  }

  private void addInstances(PluginKind kind, Set<String> more) {
    SortedSet<String> instances = Instances.declared(kind, settings);
    instances.addAll(more);
    instances.addAll(
        switch (kind) {
          case STORE -> listed(CoreKeys.STORE.key());
          case NOTIFIER -> listed(CoreKeys.NOTIFIERS.key());
          case SCHEDULER -> listed(CoreKeys.SCHEDULER.key());
          case ISSUER -> listed(CoreKeys.ISSUER.key());
        });
    for (String instance : instances) {
      known.add(Instances.typeKey(kind, instance));
      String prefix = Instances.prefix(kind, instance);
      options(kind, Instances.type(kind, instance, settings))
          .forEach(option -> addOption(prefix + option));
    }
  }

  private void addOption(String key) {
    if (!key.endsWith(NAMED)) {
      known.add(key);
      return;
    }
    for (String given : settings.keys()) {
      if (given.startsWith(key) && given.length() > key.length()) {
        known.add(given);
      }
    }
  }

  private Set<String> options(PluginKind kind, String type) {
    Set<String> keys = new TreeSet<>();
    try {
      List<ConfigOption<?>> options = plugins.get(kind, type).options();
      for (ConfigOption<?> option : options) {
        keys.add(option.isByName() ? option.key() + NAMED : option.key());
        InstanceOptions.twin(option, options).ifPresent(keys::add);
      }
    } catch (HalfturnException e) {
      // No usable plug-in of that name has no options; the instance's own check says what is wrong.
      return keys;
    }
    return keys;
  }

  /** The items of a list, legal or not: what is wrong with them is said elsewhere. */
  private List<String> listed(String key) {
    return settings.find(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
