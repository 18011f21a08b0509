// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.util.List;
import java.util.Optional;

/** The passphrase of a store for which the configuration names no key: somebody knows it. */
public final class StoreKey {

  private static final List<String> KEY_OPTIONS =
      List.of("key-file", "key-command", "passphrase", "passphrase-file");
  private static final String PASSPHRASE = "passphrase";

  private StoreKey() {}

  /** Whether a person has to be asked, and can be. */
  public static boolean isMissing(
      Settings settings, PluginInstance<SecretStore> store, Surroundings surroundings) {
    boolean takesPassphrase =
        store.factory().options().stream().map(ConfigOption::key).anyMatch(PASSPHRASE::equals);
    return takesPassphrase
        && surroundings.terminal().canAsk()
        && option(settings, store.name()).isEmpty();
  }

  /** The option by which the settings give a store's key; empty if a person is asked for it. */
  public static Optional<String> option(Settings settings, String instance) {
    return KEY_OPTIONS.stream()
        .filter(option -> settings.keys().contains(key(instance, option)))
        .findFirst();
  }

  /** Whether the key itself stands in an environment variable, where it outlives its use. */
  public static boolean isInEnvironment(Settings settings, String instance) {
    String passphrase = key(instance, PASSPHRASE);
    return settings
            .origin(passphrase)
            .filter(origin -> origin.kind() == Origin.Kind.ENVIRONMENT)
            .isPresent()
        || settings.find(passphrase).filter(text -> text.contains("${env:")).isPresent();
  }

  /**
   * Asks for the passphrase.
   *
   * @param isNew whether it is chosen now, and so asked for twice
   */
  public static SecretValue ask(String instance, boolean isNew, Surroundings surroundings) {
    SecretInput prompt = new SecretInput();
    String what = "passphrase of store '" + instance + "'";
    return isNew ? prompt.readTwice(what, surroundings) : prompt.read(what, surroundings);
  }

  /** The settings with this as the store's only key, in place of what they say. */
  public static Settings replace(Settings settings, String instance, String option, String value) {
    Settings.Builder builder = Settings.builder();
    for (String given : settings.keys()) {
      if (KEY_OPTIONS.stream().noneMatch(other -> given.equals(key(instance, other)))) {
        builder.put(
            given, settings.find(given).orElseThrow(), settings.origin(given).orElseThrow());
      }
    }
    return builder.put(key(instance, option), escaped(value), Origin.CODE).build();
  }

  /** The settings with this passphrase, whatever characters it has. */
  public static Settings with(Settings settings, String instance, SecretValue passphrase) {
    return settings.toBuilder()
        .put(key(instance, PASSPHRASE), escaped(passphrase.revealUtf8()), Origin.CODE)
        .build();
  }

  private static String escaped(String text) {
    return text.replace("${", "$${");
  }

  private static String key(String instance, String option) {
    return "store." + instance + "." + option;
  }
}
