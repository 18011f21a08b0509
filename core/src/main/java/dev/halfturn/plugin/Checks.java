// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Settings in the course of being checked; problems are collected. Not thread-safe. */
final class Checks {

  private final Settings given;
  private final StoreReferences sources;
  private final Settings resolved;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Keys of which nothing more needs to be said. */
  private final Set<String> settled = new HashSet<>();

  /** Settings whose values are in the store, which is not open yet. */
  private final Set<String> deferred;

  Checks(Settings given, StoreReferences sources) {
    this.given = given;
    this.sources = sources;
    this.deferred = sources.deferred(given, problems);
    problems.forEach(problem -> settled.add(problem.key()));
    Set<String> leftOut = new HashSet<>(settled);
    leftOut.addAll(deferred);
    this.resolved = given.without(leftOut).resolve(sources, problems);
    problems.forEach(problem -> settled.add(problem.key()));
  }

  /** The settings without those that have an unresolved reference. */
  Settings settings() {
    return resolved;
  }

  Function<String, Optional<String>> environment() {
    return sources::variable;
  }

  /** Whether the value is known only when the store is open. */
  boolean isDeferred(String key) {
    return deferred.contains(key);
  }

  boolean hasDeferred() {
    return !deferred.isEmpty();
  }

  /** A parsed value; empty if it was not given or, with a problem, if it is not legal. */
  <T> Optional<T> read(CoreKey<T> key, String... names) {
    String name = key.key(names);
    return resolved.find(name).flatMap(text -> parse(name, text, key.parser()));
  }

  /** The same for a sensitive setting, which may be given as its twin. */
  <T> Optional<T> readSecret(CoreKey<T> key) {
    ConfigOption<SecretValue> option = ConfigOption.secret(lastPart(key.pattern()), key.doc());
    Optional<String> twin = key.twin();
    return new SensitiveOption(this, option, key.pattern(), twin)
        .text()
        .flatMap(
            text ->
                parse(
                    given(key.pattern()) ? key.pattern() : twin.orElseThrow(), text, key.parser()));
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private boolean given(String key) {
    return given.keys().contains(key);
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  void problem(String key, String reason) {
    problem(key, reason, Optional.empty());
  }

  void problem(String key, String reason, Optional<String> suggestion) {
    settled.add(key);
    ConfigProblem problem = new ConfigProblem(given.origin(key), key, reason, suggestion);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void warning(String key, String text) {
    warnings.add(new ConfigProblem(given.origin(key), key, text, Optional.empty()).text());
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  boolean hasProblem(String key) {
    return settled.contains(key);
  }

  /** The keys that begin with a prefix, also those with an unresolved reference. */
  SortedSet<String> keysFrom(String prefix) {
    SortedSet<String> keys = new TreeSet<>(given.keys());
    keys.removeIf(key -> !key.startsWith(prefix));
    return keys;
  }

  /** One problem for a whole section that is wrong: its keys are not looked at further. */
  void problemOfSection(String prefix, String reason, Optional<String> suggestion) {
    SortedSet<String> keys = keysFrom(prefix);
    if (!keys.isEmpty()) {
      problem(keys.first(), reason, suggestion);
      settled.addAll(keys);
    }
  }

  /** Nothing more is said of the keys of a section. */
  void settle(String prefix) {
    settled.addAll(keysFrom(prefix));
  }

  /**
   * Every key that was given must be known.
   *
   * @param suggestions what else somebody may have meant; asked for if a key is unknown
   */
  void unknownKeys(Collection<String> known, Supplier<? extends Collection<String>> suggestions) {
    for (String key : given.keys()) {
      if (!known.contains(key) && !settled.contains(key)) {
        problem(key, "is not a setting", Suggestion.of(key, suggestions.get()));
      }
    }
  }

  /**
   * @throws ConfigException if there was any problem
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
