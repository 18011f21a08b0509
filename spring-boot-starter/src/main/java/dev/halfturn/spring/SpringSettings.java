// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings of Halfturn among the properties of an application: those that begin with {@code
 * halfturn.}, without it. Which source wins is Spring's order; what a value means is Halfturn's.
 */
final class SpringSettings {

  private static final int MOST_ROUNDS = 10;

  private final Settings settings;
  private final List<ConfigProblem> problems;
  private final Map<String, String> keysByName;
  private final Map<String, String> writtenByKey;
  private final Map<String, List<String>> placeholdersByName;

  private SpringSettings(
      Settings settings,
      List<ConfigProblem> problems,
      Map<String, String> keysByName,
      Map<String, String> writtenByKey,
      Map<String, List<String>> placeholdersByName) {
    this.settings = settings;
    this.problems = List.copyOf(problems);
    this.keysByName = Collections.unmodifiableMap(keysByName);
    this.writtenByKey = Collections.unmodifiableMap(writtenByKey);
    this.placeholdersByName = Collections.unmodifiableMap(placeholdersByName);
  }

  /**
   * Reads them.
   *
   * @param plugins whose options may be set
   */
  static SpringSettings of(ConfigurableEnvironment environment, PluginRegistry plugins) {
    List<PropertySource<?>> sources = new ArrayList<>();
    environment.getPropertySources().forEach(source -> flatten(source, sources));
    List<Layer> layers = layers(sources, plugins);
    Settings.Builder builder = Settings.builder();
    List<ConfigProblem> problems = new ArrayList<>();
    Map<String, String> keysByName = new TreeMap<>();
    Map<String, String> writtenByKey = new TreeMap<>();
    Collections.reverse(layers); // of two, the one that comes first wins
    for (Layer layer : layers) {
      layer
          .settings()
          .forEach(
              (key, given) -> {
                keysByName.put(given.name(), key);
                writtenByKey.put(key, given.text());
                problems.removeIf(problem -> problem.key().equals(key));
                put(builder, key, given, layer.source(), environment, problems);
              });
    }
    return new SpringSettings(
        builder.build(), problems, keysByName, writtenByKey, placeholders(sources));
  }

  private static Map<String, List<String>> placeholders(List<PropertySource<?>> sources) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (PropertySource<?> source : sources) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          if (listed.getProperty(name) instanceof CharSequence text
              && text.toString().contains("${")) {
            texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text.toString());
          }
        }
      }
    }
    return texts;
  }

  private static void put(
      Settings.Builder builder,
      String key,
      Layer.Given given,
      PropertySource<?> source,
      ConfigurableEnvironment environment,
      List<ConfigProblem> problems) {
    try {
      String value = Placeholders.resolve(given.text(), environment);
      boolean written = value.equals(given.text());
      builder.put(key, value, Origins.of(source, given.name(), written));
    } catch (IllegalArgumentException e) {
      // its message would quote what may be a secret
      Origin origin = Origins.of(source, given.name(), false);
      builder.put(key, "", origin);
      problems.add(
          new ConfigProblem(
              Optional.of(origin),
              key,
              "has a placeholder that no property fills; write $${ for a literal ${",
              Optional.empty()));
    }
  }

  private static void flatten(PropertySource<?> source, List<PropertySource<?>> flat) {
    if (source instanceof CompositePropertySource composite) {
      composite.getPropertySources().forEach(part -> flatten(part, flat));
    } else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
      flat.add(source);
    }
  }

  private static List<Layer> layers(List<PropertySource<?>> sources, PluginRegistry plugins) {
    List<Layer> written = new ArrayList<>();
    for (PropertySource<?> source : sources) {
      written.add(
          source instanceof EnumerablePropertySource<?> listed
              ? Layer.of(listed)
              : new Layer(source, new TreeMap<>()));
    }
    SortedSet<String> known = known(written, plugins);
    written.replaceAll(layer -> layer.as(known));
    return withVariables(written, plugins);
  }

  /** Again until nothing is added: a variable may name an instance that has variables. */
  private static List<Layer> withVariables(List<Layer> written, PluginRegistry plugins) {
    List<Layer> layers = written;
    SortedSet<String> known = new TreeSet<>();
    SortedSet<String> more = known(written, plugins);
    for (int round = 0; round < MOST_ROUNDS && !more.equals(known); round++) {
      known = more;
      layers = withVariables(written, known);
      more = known(layers, plugins);
    }
    return layers;
  }

  private static List<Layer> withVariables(List<Layer> written, SortedSet<String> known) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : written) {
      layers.add(
          layer.source() instanceof SystemEnvironmentPropertySource variables
              ? layer.with(new Variables(variables).read(known))
              : layer);
    }
    return layers;
  }

  private static SortedSet<String> known(List<Layer> layers, PluginRegistry plugins) {
    Settings.Builder all = Settings.builder();
    for (Layer layer : layers) {
      layer.settings().forEach((key, given) -> all.put(key, given.text(), Origin.CODE));
    }
    return Configuration.knownKeys(all.build(), plugins);
  }

  /**
   * The settings, not checked.
   *
   * @param environment environment variables by name, for references
   * @throws ConfigException if placeholders cannot be replaced; with everything else that is wrong
   */
  Settings settings(PluginRegistry plugins, Function<String, Optional<String>> environment) {
    if (problems.isEmpty()) {
      return settings;
    }
    List<ConfigProblem> all = new ArrayList<>(problems);
    try {
      Configuration.of(settings, plugins, environment);
    } catch (ConfigException e) {
      e.problems().stream()
          .filter(found -> problems.stream().noneMatch(own -> own.key().equals(found.key())))
          .forEach(all::add);
    }
    throw new ConfigException(all);
  }

  /** The setting that a property, called as its source calls it, gives; empty if it gives none. */
  Optional<String> key(String property) {
    return Optional.ofNullable(keysByName.get(property));
  }

  /** The settings as far as placeholders could be replaced, not checked. */
  Settings unchecked() {
    return settings;
  }

  /** Of all properties of the application, what was written where it has a placeholder. */
  Map<String, List<String>> placeholdersByName() {
    return placeholdersByName;
  }

  /** The values that apply as they were written, by setting. Some are secret. */
  Map<String, String> writtenByKey() {
    return writtenByKey;
  }
}
