// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Settings as they were given: texts by key, each with its origin. Nothing is checked here.
 * Immutable; its text form shows keys only.
 *
 * <p>A value may contain references: <code>${env:NAME}</code> stands for an environment variable,
 * <code>${file:path}</code> for the text of a file without its last line end; a relative path
 * starts at the directory of the file the setting stands in. <code>${secret:entry}</code> stands
 * for an entry of the store in use, in settings of notifiers and schedulers only. What a reference
 * yields is taken as it is, references in it are not looked at. To write <code>${</code> itself,
 * double the dollar: <code>$${</code>. Any other dollar stands for itself.
 */
public final class Settings {

  /** One value; literal if no reference contributed to it. */
  record Entry(String value, Origin origin, boolean literal) {}

  private final SortedMap<String, Entry> entries;

  private Settings(SortedMap<String, Entry> entries) {
    this.entries = entries;
  }

  /** Settings of a program, all of origin {@link Origin#CODE}. */
  public static Settings of(Map<String, String> values) {
    Builder builder = builder();
    values.forEach((key, value) -> builder.put(key, value, Origin.CODE));
    return builder.build();
  }

  /** Starts with no settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts with these settings. */
  public Builder toBuilder() {
    Builder builder = builder();
    builder.entries.putAll(entries);
    return builder;
  }

  /** The value of a key; empty if it was not given. */
  public Optional<String> find(String key) {
    return entry(key).map(Entry::value);
  }

  /** All keys, sorted. */
  public SortedSet<String> keys() {
    return new TreeSet<>(entries.keySet());
  }

  /** Where a key was given; empty if it was not. */
  public Optional<Origin> origin(String key) {
    return entry(key).map(Entry::origin);
  }

  /**
   * The same settings with all references replaced. To be done once: what a reference yielded must
   * not be resolved again.
   *
   * @param environment environment variables by name
   * @throws ConfigException with all references that cannot be resolved, as those to entries of a
   *     store, which is not open; a reference is never left as it is
   */
  public Settings resolve(Function<String, Optional<String>> environment) {
    List<ConfigProblem> problems = new ArrayList<>();
    Settings resolved = resolve(StoreReferences.closed(environment), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return resolved;
  }

  /** Resolves what can be resolved and leaves out the rest, each with a problem. */
  Settings resolve(References.Sources sources, List<ConfigProblem> problems) {
    TreeMap<String, Entry> resolved = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          try {
            resolved.put(key, References.resolve(entry, sources));
          } catch (IllegalArgumentException e) {
            problems.add(ConfigProblem.of(entry.origin(), key, e.getMessage()));
          }
        });
    return new Settings(resolved);
  }

  /** These settings without some. */
  Settings without(Set<String> keys) {
    TreeMap<String, Entry> rest = new TreeMap<>(entries);
    rest.keySet().removeAll(keys);
    return new Settings(rest);
  }

  Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public String toString() {
    return "Settings" + entries.keySet();
  }

  /** Collects settings; a later value of a key replaces an earlier one. Not thread-safe. */
  public static final class Builder {
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private Builder() {}

    /** Adds one setting, in place of an earlier one of the same key. */
    public Builder put(String key, String value, Origin origin) {
      entries.put(
          Objects.requireNonNull(key),
          new Entry(Objects.requireNonNull(value), Objects.requireNonNull(origin), true));
      return this;
    }

    /** Adds all settings of another set, in place of earlier ones of the same keys. */
    public Builder putAll(Settings settings) {
      entries.putAll(settings.entries);
      return this;
    }

    /** The settings collected so far. */
    public Settings build() {
      return new Settings(new TreeMap<>(entries));
    }
  }
}
