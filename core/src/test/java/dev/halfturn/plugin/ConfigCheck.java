// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.internal.notifier.LogNotifierFactory;
import dev.halfturn.internal.scheduler.LocalSchedulerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings on their way to a {@link Configuration}, or to its problems. */
final class ConfigCheck {

  static final PluginRegistry PLUGINS =
      PluginRegistry.of(
          List.of(
              new LogNotifierFactory(),
              new LocalSchedulerFactory(),
              new Boxes.BoxFactory(),
              new Boxes.CrateFactory(),
              new Boxes.TinFactory(),
              new Boxes.PostFactory()));

  private final Settings.Builder settings = Settings.builder();
  private final Map<String, String> environment = new HashMap<>();

  /** Keys and values in turn. */
  static ConfigCheck of(String... keysAndValues) {
    ConfigCheck check = new ConfigCheck();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      check.put(keysAndValues[i], keysAndValues[i + 1], Origin.CODE);
    }
    return check;
  }

  ConfigCheck put(String key, String value, Origin origin) {
    settings.put(key, value, origin);
    return this;
  }

  ConfigCheck env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Configuration read() {
    return Configuration.of(
        settings.build(), PLUGINS, name -> Optional.ofNullable(environment.get(name)));
  }

  /** Problems without the part that names their origin. */
  List<String> problems() {
    try {
      read();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(ConfigProblem::text)
          .map(text -> text.replaceFirst("^settings: ", ""))
          .toList();
    }
  }
}
