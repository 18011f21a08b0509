// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The settings {@code <kind>.<instance>.<option>}: finds, types and checks instances. */
final class Instances {

  /** May always be used: a foreign plug-in of such a name is refused as a duplicate. */
  private static final Set<String> BUILT_IN = Set.of("log", "local");

  private final Checks checks;
  private final PluginRegistry plugins;
  private final Optional<List<String>> allowed;

  Instances(Checks checks, PluginRegistry plugins, Optional<List<String>> allowed) {
    this.checks = checks;
    this.plugins = plugins;
    this.allowed = allowed;
  }

  /** The names of instances that have settings of their own. */
  static SortedSet<String> declared(PluginKind kind, Settings settings) {
    return sections(kind.word(), settings.keys());
  }

  /** The second segments of keys that have a given first and at least three segments. */
  static SortedSet<String> sections(String first, Iterable<String> keys) {
    SortedSet<String> names = new TreeSet<>();
    for (String key : keys) {
      String[] segments = key.split("\\.", 3);
      if (segments.length == 3 && segments[0].equals(first)) {
        names.add(segments[1]);
      }
    }
    return names;
  }

  static String prefix(PluginKind kind, String instance) {
    return kind.word() + "." + instance + ".";
  }

  static String typeKey(PluginKind kind, String instance) {
    return prefix(kind, instance) + "type";
  }

  /** Which plug-in an instance is. */
  static String type(PluginKind kind, String instance, Settings settings) {
    return settings.find(typeKey(kind, instance)).orElse(instance);
  }

  /**
   * Checks one instance.
   *
   * @param mentionedBy the key that chose it, which gets the problem if the instance has no
   *     settings
   * @param <T> what factories of the kind make
   */
  @SuppressWarnings("unchecked") // the kind decides what its factories make
  <T extends AutoCloseable> Optional<PluginInstance<T>> check(
      PluginKind kind, String instance, String mentionedBy) {
    String prefix = prefix(kind, instance);
    if (checks.hasProblem(typeKey(kind, instance))) {
      checks.settle(prefix);
      return Optional.empty();
    }
    String type = type(kind, instance, checks.settings());
    PluginFactory<T> factory;
    try {
      factory = (PluginFactory<T>) plugins.get(kind, type);
    } catch (HalfturnException e) {
      noPlugin(
          kind, instance, mentionedBy, e.getMessage(), Suggestion.of(type, plugins.names(kind)));
      return Optional.empty();
    }
    if (allowed.isPresent() && !allowed.get().contains(type) && !BUILT_IN.contains(type)) {
      checks.problem(
          CoreKeys.PLUGINS_ALLOW.pattern(),
          "does not list the " + kind.word() + " plug-in '" + type + "', which is configured");
    }
    return new InstanceOptions(checks, prefix, factory.options())
        .parse()
        .map(config -> new PluginInstance<>(instance, factory, config));
  }

  private void noPlugin(
      PluginKind kind,
      String instance,
      String mentionedBy,
      String reason,
      Optional<String> suggestion) {
    String typeKey = typeKey(kind, instance);
    String prefix = prefix(kind, instance);
    if (checks.settings().find(typeKey).isPresent()) {
      checks.problem(typeKey, reason, suggestion);
      checks.settle(prefix);
    } else if (checks.keysFrom(prefix).isEmpty()) {
      checks.problem(mentionedBy, reason, suggestion);
    } else {
      checks.problemOfSection(prefix, reason, suggestion);
    }
  }
}
