// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The checked values of a plug-in's options. Immutable; its text form shows no value. */
public final class PluginConfig {

  private final Map<ConfigOption<?>, Object> values;

  private PluginConfig(Map<ConfigOption<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * What came of parsing: a configuration, or every problem found.
   *
   * @param config present if there are no problems
   * @param problems "key: reason", in order of the options, unknown keys last
   */
  public record Parsed(Optional<PluginConfig> config, List<String> problems) {
    public Parsed {
      problems = List.copyOf(problems);
    }
  }

  /** Parses texts by option key; collects all problems instead of stopping at the first. */
  public static Parsed parse(List<ConfigOption<?>> options, Map<String, String> texts) {
    Map<ConfigOption<?>, Object> values = new HashMap<>();
    List<String> problems = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(texts.keySet());
    for (ConfigOption<?> option : options) {
      if (option.isByName()) {
        Map<String, String> named = named(option.key() + ".", texts);
        named.keySet().forEach(name -> unknown.remove(option.key() + "." + name));
        values.put(option, named);
        continue;
      }
      unknown.remove(option.key());
      Optional<String> text = Optional.ofNullable(texts.get(option.key())).or(option::defaultText);
      if (text.isEmpty()) {
        if (option.required()) {
          problems.add(option.key() + ": is required");
        }
        continue;
      }
      try {
        values.put(option, option.parse(text.get()));
      } catch (IllegalArgumentException e) {
        problems.add(option.key() + ": " + e.getMessage());
      }
    }
    unknown.forEach(key -> problems.add(key + ": is not an option"));
    return new Parsed(
        problems.isEmpty() ? Optional.of(new PluginConfig(values)) : Optional.empty(), problems);
  }

  private static Map<String, String> named(String prefix, Map<String, String> texts) {
    SortedMap<String, String> named = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            named.put(key.substring(prefix.length()), text);
          }
        });
    return Collections.unmodifiableSortedMap(named);
  }

  /**
   * The value of an option that is required or has a default.
   *
   * @throws HalfturnException {@link ErrorCode#INTERNAL} if it is neither
   */
  public <T> T get(ConfigOption<T> option) {
    return find(option)
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(
                        ErrorCode.INTERNAL,
                        "option '" + option.key() + "' has no value and no default")));
  }

  /** The value of an option, if it was given or has a default. */
  @SuppressWarnings("unchecked") // parse() put a T there
  public <T> Optional<T> find(ConfigOption<T> option) {
    return Optional.ofNullable((T) values.get(option));
  }

  @Override
  public String toString() {
    return "PluginConfig" + new TreeSet<>(values.keySet().stream().map(ConfigOption::key).toList());
  }
}
