// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts what was given and the defaults of the rest side by side. */
final class EffectiveSettings {

  private final Settings given;
  private final SortedMap<String, EffectiveSetting> all = new TreeMap<>();

  private EffectiveSettings(Settings given) {
    this.given = given;
  }

  /**
   * @param given settings that were checked
   * @param chosen the instances they describe
   */
  static List<EffectiveSetting> of(Settings given, PluginSection.Chosen chosen) {
    EffectiveSettings settings = new EffectiveSettings(given);
    for (String key : given.keys()) {
      settings.put(key, given.find(key), false);
    }
    for (CoreKey<?> key : CoreKeys.ALL) {
      if (key.sensitive() && given.keys().contains(key.pattern())) {
        settings.put(key.pattern(), Optional.empty(), true);
      }
      if (key.places() == 0 && !key.shownDefault().isEmpty()) {
        settings.putDefault(key.pattern(), key.shownDefault());
      }
    }
    chosen.stores().values().forEach(store -> settings.add(PluginKind.STORE, store));
    chosen.notifiers().forEach(notifier -> settings.add(PluginKind.NOTIFIER, notifier));
    chosen.scheduler().ifPresent(scheduler -> settings.add(PluginKind.SCHEDULER, scheduler));
    chosen.issuer().ifPresent(issuer -> settings.add(PluginKind.ISSUER, issuer));
    return new ArrayList<>(settings.all.values());
  }

  private void add(PluginKind kind, PluginInstance<?> instance) {
    for (ConfigOption<?> option : instance.factory().options()) {
      String key = Instances.prefix(kind, instance.name()) + option.key();
      if (given.keys().contains(key)) {
        put(key, given.find(key), option.sensitive());
      } else if (!option.sensitive()) {
        option.defaultText().ifPresent(text -> putDefault(key, text));
      }
    }
  }

  private void put(String key, Optional<String> value, boolean sensitive) {
    all.put(
        key,
        new EffectiveSetting(key, value.filter(text -> !sensitive), given.origin(key), sensitive));
  }

  private void putDefault(String key, String text) {
    all.putIfAbsent(key, new EffectiveSetting(key, Optional.of(text), Optional.empty(), false));
  }
}
