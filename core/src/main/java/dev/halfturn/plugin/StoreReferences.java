// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What references stand for, with or without an open store. What opens the store, or chooses it,
 * may not lie in it; so only settings of notifiers, schedulers and issuers may refer to an entry.
 */
final class StoreReferences implements References.Sources {

  private static final List<String> MAY_REFER =
      Stream.of(PluginKind.NOTIFIER, PluginKind.SCHEDULER, PluginKind.ISSUER)
          .map(kind -> kind.word() + ".")
          .toList();

  private final Function<String, Optional<String>> environment;
  private final Optional<Function<SecretName, Optional<SecretValue>>> entries;
  private final boolean defers;

  private StoreReferences(
      Function<String, Optional<String>> environment,
      Optional<Function<SecretName, Optional<SecretValue>>> entries,
      boolean defers) {
    this.environment = environment;
    this.entries = entries;
    this.defers = defers;
  }

  /** There will be no store. */
  static StoreReferences closed(Function<String, Optional<String>> environment) {
    return new StoreReferences(environment, Optional.empty(), false);
  }

  /** The store is opened later. */
  static StoreReferences deferring(Function<String, Optional<String>> environment) {
    return new StoreReferences(environment, Optional.empty(), true);
  }

  /** The same with the store open. */
  StoreReferences open(Function<SecretName, Optional<SecretValue>> store) {
    return new StoreReferences(environment, Optional.of(store), false);
  }

  /**
   * The settings whose values are known only when the store is open.
   *
   * @param problems receives those that may not refer to it
   */
  Set<String> deferred(Settings given, List<ConfigProblem> problems) {
    Set<String> deferred = new HashSet<>();
    for (String key : given.keys()) {
      if (refers(given.find(key).orElseThrow())) {
        if (MAY_REFER.stream().noneMatch(key::startsWith) || key.endsWith(".type")) {
          problems.add(
              ConfigProblem.of(
                  given.origin(key).orElseThrow(),
                  key,
                  "may not refer to an entry of the store; only what configures notifiers and"
                      + " schedulers may"));
        } else if (defers) {
          deferred.add(key);
        }
      }
    }
    return deferred;
  }

  private static boolean refers(String text) {
    try {
      return !References.secrets(text).isEmpty();
    } catch (IllegalArgumentException e) {
      return false; // resolving says what is wrong
    }
  }

  @Override
  public Optional<String> variable(String name) {
    return environment.apply(name);
  }

  @Override
  public String secret(SecretName name) {
    SecretValue value =
        entries
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "refers to an entry of the store, which is not open"))
            .apply(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "refers to the entry " + name + ", which the store does not have"));
    try {
      return value.revealUtf8();
    } catch (HalfturnException e) {
      throw new IllegalArgumentException("refers to the entry " + name + ", which is not text");
    }
  }
}
