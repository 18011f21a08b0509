// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import dev.halfturn.plugin.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Settings given as {@code HALFTURN_*} variables. A variable's name cannot be turned back into a
 * key ({@code _} stands for more than one character), so each known key looks for its variable.
 */
final class EnvironmentLayer {

  private static final String PREFIX = "HALFTURN_";

  /** Ours for other purposes, and what Kubernetes sets for a service called halfturn. */
  private static final Pattern NOT_SETTINGS =
      Pattern.compile(
          "HALFTURN_(CONFIG|JAVA_OPTS|CLASS_ARCHIVE|SIMULATOR|HOOK_.*|SERVICE_.*|PORT.*)");

  /** What Kubernetes sets for a service whose name begins with halfturn-. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HALFTURN_(.+_)?(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  private final Map<String, String> environment;
  private final KnownKeys knownKeys;
  private final List<ConfigProblem> problems;

  EnvironmentLayer(
      Map<String, String> environment, KnownKeys knownKeys, List<ConfigProblem> problems) {
    this.environment = environment;
    this.knownKeys = knownKeys;
    this.problems = problems;
  }

  /**
   * Reads the variables of all keys.
   *
   * @param others the settings given elsewhere, which name instances
   */
  Settings read(Settings others) {
    Set<String> left = new TreeSet<>(environment.keySet());
    left.removeIf(name -> !name.startsWith(PREFIX) || NOT_SETTINGS.matcher(name).matches());
    if (left.isEmpty()) {
      return Settings.builder().build();
    }
    Settings found = settle(others);
    found.keys().forEach(key -> left.remove(variable(key)));
    left.removeIf(name -> SERVICE_LINK.matcher(name).matches()); // not before: a key may end so
    if (!left.isEmpty()) {
      List<String> known =
          knownKeys.of(others.toBuilder().putAll(found).build()).stream()
              .map(EnvironmentLayer::variable)
              .toList();
      left.forEach(name -> problem(name, "fits no setting", Suggestion.of(name, known)));
    }
    return found;
  }

  /** Again until nothing is added: a variable may name an instance that has variables. */
  private Settings settle(Settings others) {
    Settings found = Settings.builder().build();
    while (true) {
      Settings next = lookUp(others.toBuilder().putAll(found).build());
      if (next.keys().equals(found.keys())) {
        return next;
      }
      found = next;
    }
  }

  private Settings lookUp(Settings all) {
    Settings.Builder found = Settings.builder();
    Map<String, String> keys = new TreeMap<>();
    for (String key : new TreeSet<>(knownKeys.of(all))) {
      String name = variable(key);
      String value = environment.get(name);
      if (value == null) {
        continue;
      }
      String other = keys.putIfAbsent(name, key);
      if (other == null) {
        found.put(key, value, Origin.of(Origin.Kind.ENVIRONMENT, name));
      } else {
        problem(
            name,
            "may mean '" + other + "' or '" + key + "'; give them in a file",
            Optional.empty());
      }
    }
    return found.build();
  }

  private void problem(String variable, String reason, Optional<String> suggestion) {
    ConfigProblem problem = new ConfigProblem(Optional.empty(), variable, reason, suggestion);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
