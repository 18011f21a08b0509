// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one instance. A sensitive option {@code x} may also be given as {@code x-file}: a
 * file that holds the value, or {@code systemd-credential:<name>}.
 */
final class InstanceOptions {

  private final Checks checks;
  private final String prefix;
  private final List<ConfigOption<?>> options;

  InstanceOptions(Checks checks, String prefix, List<ConfigOption<?>> options) {
    this.checks = checks;
    this.prefix = prefix;
    this.options = options;
  }

  /** The key, relative to the instance, that names a file in place of a sensitive value. */
  static Optional<String> twin(ConfigOption<?> option, List<ConfigOption<?>> options) {
    String key = option.key() + "-file";
    boolean taken = options.stream().anyMatch(other -> other.key().equals(key));
    return option.sensitive() && !taken ? Optional.of(key) : Optional.empty();
  }

  /** Without the options whose values are in the store, while that is not open. */
  Optional<PluginConfig> parse() {
    Map<String, String> texts = new HashMap<>();
    List<ConfigOption<?>> known = options.stream().filter(option -> !isDeferred(option)).toList();
    for (ConfigOption<?> option : known) {
      keys(option).forEach(key -> text(option, key).ifPresent(text -> texts.put(key, text)));
    }
    PluginConfig.Parsed parsed = PluginConfig.parse(known, texts);
    for (String problem : parsed.problems()) {
      int colon = problem.indexOf(": ");
      report(problem.substring(0, colon), problem.substring(colon + 2));
    }
    return parsed.config();
  }

  private boolean isDeferred(ConfigOption<?> option) {
    return checks.isDeferred(prefix + option.key())
        || twin(option, options).filter(key -> checks.isDeferred(prefix + key)).isPresent();
  }

  private void report(String option, String reason) {
    if (!checks.hasProblem(prefix + option) && !checks.hasProblem(prefix + option + "-file")) {
      checks.problem(prefix + option, reason);
    }
  }

  /** Relative to the instance. */
  private List<String> keys(ConfigOption<?> option) {
    return option.isByName()
        ? checks.keysFrom(prefix + option.key() + ".").stream()
            .map(key -> key.substring(prefix.length()))
            .toList()
        : List.of(option.key());
  }

  private Optional<String> text(ConfigOption<?> option, String relativeKey) {
    String key = prefix + relativeKey;
    if (!option.sensitive()) {
      return checks.settings().find(key);
    }
    Optional<String> twin = twin(option, options).map(suffix -> prefix + suffix);
    return new SensitiveOption(checks, option, key, twin).text();
  }
}
